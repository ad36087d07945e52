namespace Hub.Web.Resources;

/// <summary>Texts of the rotas.</summary>
public sealed class RotaTexts;
