namespace Hub.Web.Resources;

/// <summary>What a change of the directory would spoil, in words.</summary>
public sealed class ConsequenceTexts;
