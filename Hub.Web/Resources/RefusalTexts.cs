namespace Hub.Web.Resources;

/// <summary>Why a command was not carried out, by the code of its refusal: <c>RefusalTexts.resx</c>.</summary>
public sealed class RefusalTexts;
