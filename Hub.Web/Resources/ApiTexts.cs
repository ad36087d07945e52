namespace Hub.Web.Resources;

/// <summary>What the API says of calls that are wrong in themselves; refusals of use cases stand in <see cref="RefusalTexts"/>.</summary>
public sealed class ApiTexts;
