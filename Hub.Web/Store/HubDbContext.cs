using Hub.Domain.Clocks;
using Hub.Domain.Incidents;
using Hub.Domain.Notices;
using Hub.Domain.People;
using Hub.Domain.Plans;
using Hub.Domain.Response;
using Hub.Domain.Shared;
using Hub.Web.Security;
using Hub.Web.Store.Search;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Store;

/// <summary>The store. Two small derived contexts hold the migrations of SQLite and SQL Server; the mapping is one.</summary>
public abstract class HubDbContext(DbContextOptions options) : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<Person> Persons => Set<Person>();

    public DbSet<Office> Offices => Set<Office>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<Rota> Rotas => Set<Rota>();

    public DbSet<Unavailability> Unavailabilities => Set<Unavailability>();

    public DbSet<CoverRequest> CoverRequests => Set<CoverRequest>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    public DbSet<ExternalBody> ExternalBodies => Set<ExternalBody>();

    public DbSet<Asset> Assets => Set<Asset>();

    public DbSet<PlanVersion> PlanVersions => Set<PlanVersion>();

    public DbSet<Report> Reports => Set<Report>();

    public DbSet<Incident> Incidents => Set<Incident>();

    public DbSet<TimelineEntry> Timeline => Set<TimelineEntry>();

    public DbSet<Verdict> Verdicts => Set<Verdict>();

    public DbSet<AffectedSystem> AffectedSystems => Set<AffectedSystem>();

    public DbSet<SituationReport> SituationReports => Set<SituationReport>();

    public DbSet<Climb> Climbs => Set<Climb>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<DeliveryAttempt> DeliveryAttempts => Set<DeliveryAttempt>();

    public DbSet<Acknowledgement> Acknowledgements => Set<Acknowledgement>();

    public DbSet<Bundle> Bundles => Set<Bundle>();

    public DbSet<InboundMessage> InboundMessages => Set<InboundMessage>();

    public DbSet<AddressCheck> AddressChecks => Set<AddressCheck>();

    public DbSet<Robot> Robots => Set<Robot>();

    public DbSet<Duty> Duties => Set<Duty>();

    public DbSet<Deadline> Deadlines => Set<Deadline>();

    public DbSet<Change> Changes => Set<Change>();

    public DbSet<Counter> Counters => Set<Counter>();

    public DbSet<IdempotentAnswer> IdempotentAnswers => Set<IdempotentAnswer>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<NodePresence> NodePresences => Set<NodePresence>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<Display> Displays => Set<Display>();

    public DbSet<SearchEntry> SearchEntries => Set<SearchEntry>();

    public DbSet<SearchTerm> SearchTerms => Set<SearchTerm>();

    public DbSet<SearchMark> SearchMarks => Set<SearchMark>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // No unbounded text unless a mapping asks for it: SQL Server refuses it in an index.
        configurationBuilder.Properties<string>().HaveMaxLength(400);
        configurationBuilder.Properties<TimeSpan>().HaveConversion<long>();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(HubDbContext).Assembly);
    }
}

/// <summary>The store on SQLite: instants are UTC ticks, since SQLite cannot order a <see cref="DateTimeOffset"/>.</summary>
public sealed class SqliteHubDbContext(DbContextOptions<SqliteHubDbContext> options) : HubDbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }
}

/// <summary>The store on SQL Server: instants are <c>datetime2(6)</c> in UTC, which a database administrator can read.</summary>
public sealed class SqlServerHubDbContext(DbContextOptions<SqlServerHubDbContext> options) : HubDbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcDateTime>().HavePrecision(6);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);

        // Terms are compared character by character, whatever the database's own order is.
        builder.Entity<SearchTerm>().Property(t => t.Term).UseCollation("Latin1_General_100_BIN2");

        // A credential id may have 1,023 bytes: more than a clustered key holds, less than another index does.
        builder.Entity<IdentityUserPasskey<Guid>>().HasKey(p => p.CredentialId).IsClustered(false);
    }
}
