using Hub.Domain.Plans;

namespace Hub.Web.Store;

/// <summary>How many findings of readiness are open for a version at an instant; approving it then needs a reason.</summary>
public delegate Task<int> CountFindings(HubDbContext db, PlanVersion version, DateTimeOffset now);
