namespace Hub.Web.Dispatch.Texts;

/// <summary>By what ways answers are read, so that the texts ask for no answer that nobody reads.</summary>
/// <param name="ByMail">A mailbox is read.</param>
/// <param name="BySms">The gateway brings short messages in.</param>
public sealed record AnswerWays(bool ByMail, bool BySms);
