namespace Hub.Web.Dispatch;

/// <summary>
/// Settings <c>Sms:Http:*</c>: a gateway that takes short messages by HTTP. Address, headers and body are templates; each value is
/// encoded for where it stands.
/// </summary>
public sealed class SmsHttpOptions
{
    /// <summary>GET, POST or PUT.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>Address of the gateway, with placeholders behind the host name.</summary>
    public string? Url { get; set; }

    /// <summary>True: http is allowed to another machine, in a closed network. Texts and passwords can be read on the way.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>Headers, each as <c>Name: value</c>.</summary>
    public string[] Headers { get; set; } = [];

    /// <summary>Body; empty for none.</summary>
    public string? Body { get; set; }

    /// <summary>Type of the body. It decides how values are encoded in it: JSON, form, XML or plain text.</summary>
    public string ContentType { get; set; } = "application/json";

    /// <summary>What <c>{user}</c> stands for.</summary>
    public string? User { get; set; }

    /// <summary>What <c>{password}</c> stands for; <c>{basic}</c> is user and password as the header Authorization: Basic wants them.</summary>
    public string? Password { get; set; }

    /// <summary>Country of numbers without a country code, digits only; empty: such numbers are refused.</summary>
    public string CountryCode { get; set; } = "86";

    /// <summary>Statuses that may mean accepted, such as <c>200-299</c> or <c>200,202</c>.</summary>
    public string AcceptedStatus { get; set; } = "200-299";

    /// <summary>What the answer must hold to mean accepted (a regular expression); its group <c>id</c> is what the gateway calls the message. Empty: the status is enough.</summary>
    public string? AcceptedPattern { get; set; }

    /// <summary>Statuses that mean never to this number.</summary>
    public string RefusedStatus { get; set; } = "400,422";

    /// <summary>What in the answer means never to this number (a regular expression), whatever the status.</summary>
    public string? RefusedPattern { get; set; }

    /// <summary>Longest wait for a connection.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the whole answer.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Secret by which the gateway shows who it is when it calls <c>/api/v1/intake/sms</c>; empty: its calls are refused.</summary>
    public string? Secret { get; set; }

    /// <summary>Header that may carry the secret, besides <c>Authorization: Bearer</c>.</summary>
    public string SecretHeader { get; set; } = "X-Hub-Secret";

    /// <summary>Query parameter that may carry the secret.</summary>
    public string SecretParameter { get; set; } = "key";

    /// <summary>What its calls are answered with; empty: nothing but the status.</summary>
    public string? Reply { get; set; }

    /// <summary>How delivery reports look.</summary>
    public SmsReportOptions Report { get; set; } = new();

    /// <summary>How messages that come in look.</summary>
    public SmsInboundOptions Inbound { get; set; } = new();
}

/// <summary>Settings <c>Sms:Http:Report:*</c>: fields of a delivery report, in the query, a form or JSON (<c>outer.inner</c> for a nested one).</summary>
public sealed class SmsReportOptions
{
    /// <summary>Field with the message's id: <c>{id}</c> of the request, or what the gateway calls it.</summary>
    public string Id { get; set; } = "id";

    /// <summary>Field with the status.</summary>
    public string Status { get; set; } = "status";

    /// <summary>Field that says why it failed.</summary>
    public string Reason { get; set; } = "reason";

    /// <summary>Statuses that mean that it reached the telephone, separated by commas.</summary>
    public string Delivered { get; set; } = "delivered,DELIVRD";

    /// <summary>Statuses that mean that it failed for good, separated by commas. Any other changes nothing.</summary>
    public string Failed { get; set; } = "failed,undelivered,UNDELIV,EXPIRED,REJECTD,DELETED";
}

/// <summary>Settings <c>Sms:Http:Inbound:*</c>: fields of a message that comes in.</summary>
public sealed class SmsInboundOptions
{
    /// <summary>Field with the number that it comes from.</summary>
    public string From { get; set; } = "from";

    /// <summary>Field with the text.</summary>
    public string Text { get; set; } = "text";

    /// <summary>Field with what the gateway calls it, so that a repeated call is taken once.</summary>
    public string Id { get; set; } = "id";
}
