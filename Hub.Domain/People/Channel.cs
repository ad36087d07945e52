namespace Hub.Domain.People;

/// <summary>A way to reach somebody.</summary>
public enum Channel
{
    /// <summary>Electronic mail; address is a mailbox.</summary>
    Mail = 1,

    /// <summary>Short message; address is a telephone number in E.164 form.</summary>
    Sms = 2,

    /// <summary>A group robot; address is the key of a <see cref="Robot"/>.</summary>
    Robot = 3,
}
