using Hub.Domain.People;
using Hub.Web.Dispatch.Channels;

namespace Hub.Web.Dispatch.Texts;

/// <summary>The message that carries the code of an address check.</summary>
internal static class CheckText
{
    public static OutgoingMessage Of(CheckedAddress asked, Guid deliveryId, Channel channel, string address, string publicUrl)
    {
        var words = NoticeWords.For(asked.Culture);
        var name = OneLine.Clean(asked.Name);
        var page = $"{publicUrl}/account/profile";
        var code = asked.Check.Code;
        return channel switch
        {
            Channel.Sms => new OutgoingMessage(deliveryId, channel, address, "", words.Fill(words["Check_Sms"], code), null, words.Culture.Name, IsUrgent: false) { IsCheck = true },
            Channel.Robot => new OutgoingMessage(deliveryId, channel, address, words["Check_Subject"], "", null, words.Culture.Name, IsUrgent: false)
            {
                Robot = new RobotContent(words["Check_Subject"], words.Fill(words["Check_Asked"], name), [words.Fill(words["Check_Code"], code), words["Check_Void"]], page, words["Robot_TestOpen"])
                {
                    About = nameof(AddressCheck),
                    Recipient = name,
                },
            },
            _ => new OutgoingMessage(
                deliveryId,
                channel,
                address,
                words["Check_Subject"],
                $"{words.Fill(words["Check_Asked"], name)}\n\n{words.Fill(words["Check_Code"], code)}\n\n{words.Fill(words["Check_Where"], page)}\n\n{words["Check_Void"]}\n",
                null,
                words.Culture.Name,
                IsUrgent: false),
        };
    }
}
