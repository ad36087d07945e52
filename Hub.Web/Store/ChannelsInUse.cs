using Hub.Domain.People;

namespace Hub.Web.Store;

/// <summary>The channels by which this program can send, as it is set up: an address of any other reaches nobody.</summary>
public delegate IReadOnlySet<Channel> ChannelsInUse();
