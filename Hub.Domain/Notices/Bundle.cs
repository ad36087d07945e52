using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Notices;

/// <summary>Several notices of grade Ⅲ or Ⅳ to one address in one message: "5 notices wait for you: acknowledge all".</summary>
public sealed class Bundle
{
    private Bundle()
    {
    }

    /// <summary>Identity.</summary>
    public Guid Id { get; private set; }

    /// <summary>To whom.</summary>
    public Guid PersonId { get; private set; }

    /// <summary>Which way.</summary>
    public Channel Channel { get; private set; }

    /// <summary>Where to.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Capability of the link <c>/n/{token}</c> that shows and acknowledges all of them. Never logged.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Four digits by which a short message answers it.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Ten characters by which a mail answers it.</summary>
    public string ReplyCode { get; private set; } = "";

    /// <summary>Made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>A new bundle for an address.</summary>
    public static Bundle To(Guid personId, Channel channel, string address, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PersonId = personId,
        Channel = channel,
        Address = address,
        Token = AnswerCodes.NewToken(),
        Code = AnswerCodes.NewCode(),
        ReplyCode = AnswerCodes.NewReplyCode(),
        CreatedAt = now.Stored(),
    };
}
