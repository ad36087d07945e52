namespace Hub.Web.Security;

/// <summary>Carries the few mails about accounts, which belong to no notice.</summary>
public interface IAccountMail
{
    /// <summary>Hands a mail over. Gives back why it could not, without secrets; null when it did.</summary>
    Task<string?> Send(string address, string subject, string text, string culture, CancellationToken cancellation);
}
