namespace Hub.Web.Resources;

/// <summary>Texts of the rehearsal: who would be told.</summary>
public sealed class RehearsalTexts;
