-- Hub: the schema on SQL Server, and every upgrade to it. Generated from the migrations; do not edit.
-- Run it in the program's database, before the first start and before every new version. It applies only what
-- is missing, so running it again changes nothing. Written by: store script
SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
SET XACT_ABORT ON;
GO

IF OBJECT_ID(N'[__EFMigrationsHistory]') IS NULL
BEGIN
    CREATE TABLE [__EFMigrationsHistory] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK___EFMigrationsHistory] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Acknowledgements] (
        [NoticeId] uniqueidentifier NOT NULL,
        [Issue] int NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [Means] int NOT NULL,
        [By] nvarchar(100) NOT NULL,
        [ActorId] uniqueidentifier NULL,
        [From] nvarchar(64) NULL,
        [At] datetime2(6) NOT NULL,
        CONSTRAINT [PK_Acknowledgements] PRIMARY KEY ([NoticeId], [Issue])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [ApiKeys] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(100) NOT NULL,
        [Hash] nvarchar(64) NOT NULL,
        [Rights] int NOT NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        [RevokedAt] datetime2(6) NULL,
        CONSTRAINT [PK_ApiKeys] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [AspNetRoles] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(256) NULL,
        [NormalizedName] nvarchar(256) NULL,
        [ConcurrencyStamp] nvarchar(400) NULL,
        CONSTRAINT [PK_AspNetRoles] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [AspNetUsers] (
        [Id] uniqueidentifier NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [IsDisabled] bit NOT NULL,
        [UserName] nvarchar(256) NULL,
        [NormalizedUserName] nvarchar(256) NULL,
        [Email] nvarchar(256) NULL,
        [NormalizedEmail] nvarchar(256) NULL,
        [EmailConfirmed] bit NOT NULL,
        [PasswordHash] nvarchar(400) NULL,
        [SecurityStamp] nvarchar(400) NULL,
        [ConcurrencyStamp] nvarchar(400) NULL,
        [PhoneNumber] nvarchar(256) NULL,
        [PhoneNumberConfirmed] bit NOT NULL,
        [TwoFactorEnabled] bit NOT NULL,
        [LockoutEnd] datetime2(6) NULL,
        [LockoutEnabled] bit NOT NULL,
        [AccessFailedCount] int NOT NULL,
        CONSTRAINT [PK_AspNetUsers] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Changes] (
        [Sequence] bigint NOT NULL,
        [At] datetime2(6) NOT NULL,
        [Kind] nvarchar(40) NOT NULL,
        [Number] nvarchar(20) NOT NULL,
        [IncidentId] uniqueidentifier NULL,
        CONSTRAINT [PK_Changes] PRIMARY KEY ([Sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Climbs] (
        [Id] uniqueidentifier NOT NULL,
        [Matter] nvarchar(80) NOT NULL,
        [Event] int NOT NULL,
        [Rule] nvarchar(64) NOT NULL,
        [Ladder] nvarchar(64) NOT NULL,
        [IncidentId] uniqueidentifier NULL,
        [DutyId] uniqueidentifier NULL,
        [PlanVersionId] uniqueidentifier NOT NULL,
        [Grade] int NULL,
        [IsDrill] bit NOT NULL,
        [Issue] int NOT NULL,
        [Step] int NOT NULL,
        [Repeats] int NOT NULL,
        [Needed] int NOT NULL,
        [AcknowledgeWithin] bigint NOT NULL,
        [State] int NOT NULL,
        [StartedAt] datetime2(6) NOT NULL,
        [EndedAt] datetime2(6) NULL,
        [NobodyAnswersSince] datetime2(6) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Climbs] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Counters] (
        [Name] nvarchar(40) NOT NULL,
        [Value] bigint NOT NULL,
        CONSTRAINT [PK_Counters] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Deadlines] (
        [Id] uniqueidentifier NOT NULL,
        [Kind] int NOT NULL,
        [SubjectId] uniqueidentifier NOT NULL,
        [IncidentId] uniqueidentifier NULL,
        [DueAt] datetime2(6) NOT NULL,
        [State] int NOT NULL,
        [EndedAt] datetime2(6) NULL,
        [LeaseOwner] uniqueidentifier NULL,
        [LeaseUntil] datetime2(6) NULL,
        [Failures] int NOT NULL,
        CONSTRAINT [PK_Deadlines] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Deliveries] (
        [Id] uniqueidentifier NOT NULL,
        [NoticeId] uniqueidentifier NULL,
        [DutyId] uniqueidentifier NULL,
        [IncidentId] uniqueidentifier NULL,
        [Channel] int NOT NULL,
        [Address] nvarchar(254) NOT NULL,
        [Position] int NOT NULL,
        [Rank] int NOT NULL,
        [State] int NOT NULL,
        [NextAttemptAt] datetime2(6) NOT NULL,
        [Attempts] int NOT NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        [FirstAttemptAt] datetime2(6) NULL,
        [EndedAt] datetime2(6) NULL,
        [LastError] nvarchar(500) NULL,
        [LeaseOwner] uniqueidentifier NULL,
        [LeaseUntil] datetime2(6) NULL,
        CONSTRAINT [PK_Deliveries] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [DeliveryAttempts] (
        [Id] uniqueidentifier NOT NULL,
        [DeliveryId] uniqueidentifier NOT NULL,
        [At] datetime2(6) NOT NULL,
        [Accepted] bit NOT NULL,
        [Answer] nvarchar(500) NULL,
        CONSTRAINT [PK_DeliveryAttempts] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Displays] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(100) NOT NULL,
        [Hash] nvarchar(64) NOT NULL,
        [IsMasked] bit NOT NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        [RevokedAt] datetime2(6) NULL,
        CONSTRAINT [PK_Displays] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [ExternalBodies] (
        [Key] nvarchar(64) NOT NULL,
        [NameEn] nvarchar(200) NOT NULL,
        [NameZh] nvarchar(200) NOT NULL,
        [Kind] int NOT NULL,
        [Culture] nvarchar(20) NOT NULL,
        [Mail] nvarchar(254) NULL,
        [Telephone] nvarchar(50) NULL,
        CONSTRAINT [PK_ExternalBodies] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Groups] (
        [Key] nvarchar(64) NOT NULL,
        [NameEn] nvarchar(100) NOT NULL,
        [NameZh] nvarchar(100) NOT NULL,
        [Members] nvarchar(4000) NOT NULL,
        CONSTRAINT [PK_Groups] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [IdempotentAnswers] (
        [Scope] nvarchar(64) NOT NULL,
        [BodyHash] nvarchar(64) NOT NULL,
        [Status] int NOT NULL,
        [Body] nvarchar(max) NOT NULL,
        [At] datetime2(6) NOT NULL,
        CONSTRAINT [PK_IdempotentAnswers] PRIMARY KEY ([Scope])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [JobRuns] (
        [Name] nvarchar(64) NOT NULL,
        [At] datetime2(6) NOT NULL,
        CONSTRAINT [PK_JobRuns] PRIMARY KEY ([Name])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Offices] (
        [Key] nvarchar(64) NOT NULL,
        [NameEn] nvarchar(100) NOT NULL,
        [NameZh] nvarchar(100) NOT NULL,
        CONSTRAINT [PK_Offices] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Persons] (
        [Id] uniqueidentifier NOT NULL,
        [Name] nvarchar(100) NOT NULL,
        [Culture] nvarchar(20) NOT NULL,
        [TimeZone] nvarchar(64) NOT NULL,
        [AbsentUntil] datetime2(6) NULL,
        [IsRetired] bit NOT NULL,
        CONSTRAINT [PK_Persons] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [PlanVersions] (
        [Id] uniqueidentifier NOT NULL,
        [PlanKey] nvarchar(64) NOT NULL,
        [Number] int NOT NULL,
        [NameEn] nvarchar(200) NOT NULL,
        [NameZh] nvarchar(200) NOT NULL,
        [Json] nvarchar(max) NOT NULL,
        [State] int NOT NULL,
        [IsDrillCopy] bit NOT NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        [InForceFrom] datetime2(6) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_PlanVersions] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [ProtectionKeys] (
        [Id] uniqueidentifier NOT NULL,
        [Xml] nvarchar(max) NOT NULL,
        CONSTRAINT [PK_ProtectionKeys] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Reports] (
        [Id] uniqueidentifier NOT NULL,
        [Number] nvarchar(20) NOT NULL,
        [Title] nvarchar(200) NOT NULL,
        [Description] nvarchar(max) NULL,
        [Category] int NULL,
        [OccurredAt] datetime2(6) NULL,
        [Place] nvarchar(200) NULL,
        [Persons] nvarchar(1000) NULL,
        [MeasuresTaken] nvarchar(2000) NULL,
        [ReporterName] nvarchar(100) NOT NULL,
        [ReporterContact] nvarchar(200) NULL,
        [ReporterPersonId] uniqueidentifier NULL,
        [SuspectedGrade] int NULL,
        [Source] nvarchar(100) NULL,
        [ExternalId] nvarchar(200) NULL,
        [ReceivedAt] datetime2(6) NOT NULL,
        [State] int NOT NULL,
        [ResolvedAt] datetime2(6) NULL,
        [Repeats] int NOT NULL,
        [IncidentId] uniqueidentifier NULL,
        [ClimbId] uniqueidentifier NULL,
        [IsDrill] bit NOT NULL,
        [TriagedBy] nvarchar(100) NULL,
        [TriagedAt] datetime2(6) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Reports] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Rotas] (
        [Key] nvarchar(64) NOT NULL,
        [NameEn] nvarchar(100) NOT NULL,
        [NameZh] nvarchar(100) NOT NULL,
        [TimeZone] nvarchar(64) NOT NULL,
        CONSTRAINT [PK_Rotas] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Timeline] (
        [Chain] nvarchar(40) NOT NULL,
        [Number] bigint NOT NULL,
        [At] datetime2(6) NOT NULL,
        [Kind] int NOT NULL,
        [Actor] nvarchar(100) NOT NULL,
        [ActorKind] int NOT NULL,
        [ActorId] uniqueidentifier NULL,
        [Data] nvarchar(max) NOT NULL,
        [Format] tinyint NOT NULL,
        [PreviousHash] binary(32) NOT NULL,
        [Hash] binary(32) NOT NULL,
        CONSTRAINT [PK_Timeline] PRIMARY KEY ([Chain], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [AspNetRoleClaims] (
        [Id] int NOT NULL IDENTITY,
        [RoleId] uniqueidentifier NOT NULL,
        [ClaimType] nvarchar(400) NULL,
        [ClaimValue] nvarchar(400) NULL,
        CONSTRAINT [PK_AspNetRoleClaims] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_AspNetRoleClaims_AspNetRoles_RoleId] FOREIGN KEY ([RoleId]) REFERENCES [AspNetRoles] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [AspNetUserClaims] (
        [Id] int NOT NULL IDENTITY,
        [UserId] uniqueidentifier NOT NULL,
        [ClaimType] nvarchar(400) NULL,
        [ClaimValue] nvarchar(400) NULL,
        CONSTRAINT [PK_AspNetUserClaims] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_AspNetUserClaims_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [AspNetUserLogins] (
        [LoginProvider] nvarchar(128) NOT NULL,
        [ProviderKey] nvarchar(128) NOT NULL,
        [ProviderDisplayName] nvarchar(400) NULL,
        [UserId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_AspNetUserLogins] PRIMARY KEY ([LoginProvider], [ProviderKey]),
        CONSTRAINT [FK_AspNetUserLogins_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [AspNetUserPasskeys] (
        [CredentialId] varbinary(1024) NOT NULL,
        [UserId] uniqueidentifier NOT NULL,
        [Data] nvarchar(max) NOT NULL,
        CONSTRAINT [PK_AspNetUserPasskeys] PRIMARY KEY NONCLUSTERED ([CredentialId]),
        CONSTRAINT [FK_AspNetUserPasskeys_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [AspNetUserRoles] (
        [UserId] uniqueidentifier NOT NULL,
        [RoleId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_AspNetUserRoles] PRIMARY KEY ([UserId], [RoleId]),
        CONSTRAINT [FK_AspNetUserRoles_AspNetRoles_RoleId] FOREIGN KEY ([RoleId]) REFERENCES [AspNetRoles] ([Id]) ON DELETE CASCADE,
        CONSTRAINT [FK_AspNetUserRoles_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [AspNetUserTokens] (
        [UserId] uniqueidentifier NOT NULL,
        [LoginProvider] nvarchar(128) NOT NULL,
        [Name] nvarchar(128) NOT NULL,
        [Value] nvarchar(400) NULL,
        CONSTRAINT [PK_AspNetUserTokens] PRIMARY KEY ([UserId], [LoginProvider], [Name]),
        CONSTRAINT [FK_AspNetUserTokens_AspNetUsers_UserId] FOREIGN KEY ([UserId]) REFERENCES [AspNetUsers] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [ClimbTold] (
        [ClimbId] uniqueidentifier NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [Step] int NOT NULL,
        [At] datetime2(6) NOT NULL,
        CONSTRAINT [PK_ClimbTold] PRIMARY KEY ([ClimbId], [PersonId]),
        CONSTRAINT [FK_ClimbTold_Climbs_ClimbId] FOREIGN KEY ([ClimbId]) REFERENCES [Climbs] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [ContactPoints] (
        [PersonId] uniqueidentifier NOT NULL,
        [Position] int NOT NULL,
        [Channel] int NOT NULL,
        [Address] nvarchar(254) NOT NULL,
        [VerifiedAt] datetime2(6) NULL,
        CONSTRAINT [PK_ContactPoints] PRIMARY KEY ([PersonId], [Position]),
        CONSTRAINT [FK_ContactPoints_Persons_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [Persons] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Notices] (
        [Id] uniqueidentifier NOT NULL,
        [Matter] nvarchar(80) NOT NULL,
        [Issue] int NOT NULL,
        [Event] int NOT NULL,
        [IncidentId] uniqueidentifier NULL,
        [ClimbId] uniqueidentifier NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [PersonName] nvarchar(100) NOT NULL,
        [AsEn] nvarchar(120) NOT NULL,
        [AsZh] nvarchar(120) NOT NULL,
        [Culture] nvarchar(20) NOT NULL,
        [TimeZone] nvarchar(64) NOT NULL,
        [Grade] int NULL,
        [IsDrill] bit NOT NULL,
        [State] int NOT NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        [AcknowledgeBy] datetime2(6) NULL,
        [EndedAt] datetime2(6) NULL,
        [AcknowledgedBy] nvarchar(100) NULL,
        [IsUndelivered] bit NOT NULL,
        [Token] nvarchar(16) NOT NULL,
        [Content] nvarchar(max) NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Notices] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Notices_Persons_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [Persons] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Seats] (
        [OfficeKey] nvarchar(64) NOT NULL,
        [Position] int NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_Seats] PRIMARY KEY ([OfficeKey], [Position]),
        CONSTRAINT [FK_Seats_Offices_OfficeKey] FOREIGN KEY ([OfficeKey]) REFERENCES [Offices] ([Key]) ON DELETE CASCADE,
        CONSTRAINT [FK_Seats_Persons_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [Persons] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Incidents] (
        [Id] uniqueidentifier NOT NULL,
        [Number] nvarchar(20) NOT NULL,
        [IsDrill] bit NOT NULL,
        [IsRestricted] bit NOT NULL,
        [Title] nvarchar(200) NOT NULL,
        [Description] nvarchar(max) NULL,
        [Category] int NOT NULL,
        [Place] nvarchar(200) NULL,
        [Grade] int NOT NULL,
        [Stage] int NOT NULL,
        [State] int NOT NULL,
        [LeaderId] uniqueidentifier NULL,
        [LeaderName] nvarchar(100) NULL,
        [PlanVersionId] uniqueidentifier NOT NULL,
        [Issue] int NOT NULL,
        [OpenedAt] datetime2(6) NOT NULL,
        [StoodDownAt] datetime2(6) NULL,
        [ClosedAt] datetime2(6) NULL,
        [LatestUpdate] nvarchar(4000) NULL,
        [LatestUpdateAt] datetime2(6) NULL,
        [LatestUpdateBy] nvarchar(100) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Incidents] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Incidents_PlanVersions_PlanVersionId] FOREIGN KEY ([PlanVersionId]) REFERENCES [PlanVersions] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [RotaLayers] (
        [RotaKey] nvarchar(64) NOT NULL,
        [Position] int NOT NULL,
        [FirstDay] date NOT NULL,
        [HandOverAt] time NOT NULL,
        [ShiftDays] int NOT NULL,
        [Participants] nvarchar(4000) NOT NULL,
        CONSTRAINT [PK_RotaLayers] PRIMARY KEY ([RotaKey], [Position]),
        CONSTRAINT [FK_RotaLayers_Rotas_RotaKey] FOREIGN KEY ([RotaKey]) REFERENCES [Rotas] ([Key]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [ShiftOverrides] (
        [Id] uniqueidentifier NOT NULL,
        [RotaKey] nvarchar(64) NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [From] datetime2(6) NOT NULL,
        [Until] datetime2(6) NOT NULL,
        CONSTRAINT [PK_ShiftOverrides] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_ShiftOverrides_Persons_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [Persons] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_ShiftOverrides_Rotas_RotaKey] FOREIGN KEY ([RotaKey]) REFERENCES [Rotas] ([Key]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE TABLE [Duties] (
        [Id] uniqueidentifier NOT NULL,
        [IncidentId] uniqueidentifier NOT NULL,
        [Key] nvarchar(64) NOT NULL,
        [NameEn] nvarchar(200) NOT NULL,
        [NameZh] nvarchar(200) NOT NULL,
        [BodyKey] nvarchar(64) NOT NULL,
        [BodyNameEn] nvarchar(200) NOT NULL,
        [BodyNameZh] nvarchar(200) NOT NULL,
        [OpenedAt] datetime2(6) NOT NULL,
        [DueAt] datetime2(6) NOT NULL,
        [State] int NOT NULL,
        [OverdueAt] datetime2(6) NULL,
        [Subject] nvarchar(200) NOT NULL,
        [Body] nvarchar(max) NOT NULL,
        [Culture] nvarchar(20) NOT NULL,
        [DecidedBy] nvarchar(100) NULL,
        [DecidedAt] datetime2(6) NULL,
        [WaiverReason] nvarchar(2000) NULL,
        [ReferenceNumber] nvarchar(100) NULL,
        [SentAt] datetime2(6) NULL,
        [IsUndelivered] bit NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Duties] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Duties_Incidents_IncidentId] FOREIGN KEY ([IncidentId]) REFERENCES [Incidents] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ApiKeys_Hash] ON [ApiKeys] ([Hash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_ApiKeys_Name] ON [ApiKeys] ([Name]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetRoleClaims_RoleId] ON [AspNetRoleClaims] ([RoleId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [RoleNameIndex] ON [AspNetRoles] ([NormalizedName]) WHERE [NormalizedName] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserClaims_UserId] ON [AspNetUserClaims] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserLogins_UserId] ON [AspNetUserLogins] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserPasskeys_UserId] ON [AspNetUserPasskeys] ([UserId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_AspNetUserRoles_RoleId] ON [AspNetUserRoles] ([RoleId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [EmailIndex] ON [AspNetUsers] ([NormalizedEmail]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [UserNameIndex] ON [AspNetUsers] ([NormalizedUserName]) WHERE [NormalizedUserName] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Changes_At] ON [Changes] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Climbs_IncidentId] ON [Climbs] ([IncidentId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Climbs_Matter] ON [Climbs] ([Matter]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Climbs_State_NobodyAnswersSince] ON [Climbs] ([State], [NobodyAnswersSince]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Deadlines_IncidentId_State] ON [Deadlines] ([IncidentId], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Deadlines_State_DueAt] ON [Deadlines] ([State], [DueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Deadlines_SubjectId_State] ON [Deadlines] ([SubjectId], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Deliveries_DutyId] ON [Deliveries] ([DutyId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Deliveries_IncidentId] ON [Deliveries] ([IncidentId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Deliveries_LeaseOwner] ON [Deliveries] ([LeaseOwner]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Deliveries_NoticeId] ON [Deliveries] ([NoticeId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Deliveries_State_Rank_NextAttemptAt] ON [Deliveries] ([State], [Rank], [NextAttemptAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_DeliveryAttempts_DeliveryId] ON [DeliveryAttempts] ([DeliveryId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Displays_Hash] ON [Displays] ([Hash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Displays_Name] ON [Displays] ([Name]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Duties_IncidentId] ON [Duties] ([IncidentId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Duties_State_DueAt] ON [Duties] ([State], [DueAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_IdempotentAnswers_At] ON [IdempotentAnswers] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Incidents_Number] ON [Incidents] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Incidents_OpenedAt] ON [Incidents] ([OpenedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Incidents_PlanVersionId] ON [Incidents] ([PlanVersionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Incidents_State_Grade_OpenedAt] ON [Incidents] ([State], [Grade], [OpenedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Notices_IncidentId_State] ON [Notices] ([IncidentId], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Notices_IsUndelivered] ON [Notices] ([IsUndelivered]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Notices_Matter_PersonId_Issue] ON [Notices] ([Matter], [PersonId], [Issue]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Notices_PersonId_State] ON [Notices] ([PersonId], [State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Notices_Token] ON [Notices] ([Token]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_PlanVersions_PlanKey_Number_IsDrillCopy] ON [PlanVersions] ([PlanKey], [Number], [IsDrillCopy]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Reports_ClimbId] ON [Reports] ([ClimbId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Reports_IncidentId] ON [Reports] ([IncidentId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Reports_Number] ON [Reports] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Reports_Source_ExternalId] ON [Reports] ([Source], [ExternalId]) WHERE [Source] IS NOT NULL AND [ExternalId] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Reports_State_ReceivedAt] ON [Reports] ([State], [ReceivedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_Seats_PersonId] ON [Seats] ([PersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_ShiftOverrides_PersonId] ON [ShiftOverrides] ([PersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    CREATE INDEX [IX_ShiftOverrides_RotaKey_Until] ON [ShiftOverrides] ([RotaKey], [Until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122190000_Initial'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122190000_Initial', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Persons] ADD [QuietFrom] time NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Persons] ADD [QuietUntil] time NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Notices] ADD [Code] nvarchar(4) NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Notices] ADD [HandedTo] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Notices] ADD [ReplyCode] nvarchar(10) NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Deliveries] ADD [BundleId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Deliveries] ADD [CheckId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Deliveries] ADD [HeldBecause] nvarchar(20) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Deliveries] ADD [InboundId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Deliveries] ADD [ProviderId] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [Deliveries] ADD [ReceivedAt] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    ALTER TABLE [ContactPoints] ADD [BouncedAt] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE TABLE [AddressChecks] (
        [Id] uniqueidentifier NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [Channel] int NOT NULL,
        [Address] nvarchar(254) NOT NULL,
        [Code] nvarchar(6) NOT NULL,
        [Tries] int NOT NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        [ConfirmedAt] datetime2(6) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_AddressChecks] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE TABLE [Bundles] (
        [Id] uniqueidentifier NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [Channel] int NOT NULL,
        [Address] nvarchar(254) NOT NULL,
        [Token] nvarchar(16) NOT NULL,
        [Code] nvarchar(4) NOT NULL,
        [ReplyCode] nvarchar(10) NOT NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        CONSTRAINT [PK_Bundles] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE TABLE [InboundMessages] (
        [Id] uniqueidentifier NOT NULL,
        [Channel] int NOT NULL,
        [ExternalId] nvarchar(200) NOT NULL,
        [From] nvarchar(254) NOT NULL,
        [ReceivedAt] datetime2(6) NOT NULL,
        [Verdict] int NOT NULL,
        [NoticeId] uniqueidentifier NULL,
        [Answer] nvarchar(2000) NULL,
        CONSTRAINT [PK_InboundMessages] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE TABLE [Robots] (
        [Key] nvarchar(64) NOT NULL,
        [Name] nvarchar(100) NOT NULL,
        [Preset] nvarchar(40) NOT NULL,
        [ProtectedUrl] nvarchar(4000) NOT NULL,
        [ProtectedSecret] nvarchar(2000) NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        [IsOff] bit NOT NULL,
        CONSTRAINT [PK_Robots] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE INDEX [IX_Notices_ReplyCode] ON [Notices] ([ReplyCode]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Deliveries_BundleId] ON [Deliveries] ([BundleId]) WHERE BundleId IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Deliveries_ProviderId] ON [Deliveries] ([ProviderId]) WHERE ProviderId IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE INDEX [IX_AddressChecks_PersonId_CreatedAt] ON [AddressChecks] ([PersonId], [CreatedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE INDEX [IX_Bundles_PersonId] ON [Bundles] ([PersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE INDEX [IX_Bundles_ReplyCode] ON [Bundles] ([ReplyCode]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Bundles_Token] ON [Bundles] ([Token]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE UNIQUE INDEX [IX_InboundMessages_Channel_ExternalId] ON [InboundMessages] ([Channel], [ExternalId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    CREATE INDEX [IX_InboundMessages_From_ReceivedAt] ON [InboundMessages] ([From], [ReceivedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    UPDATE [ContactPoints] SET [VerifiedAt] = '2026-11-22T00:00:00';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122214854_AnswersAndHolds'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122214854_AnswersAndHolds', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122221522_FewerIndexes'
)
BEGIN
    DROP INDEX [IX_Deliveries_LeaseOwner] ON [Deliveries];
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122221522_FewerIndexes'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122221522_FewerIndexes', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122222412_EndedLadders'
)
BEGIN
    ALTER TABLE [Climbs] ADD [LadderEndedAt] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261122222412_EndedLadders'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261122222412_EndedLadders', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [Persons] ADD [Version] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [Offices] ADD [Version] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [Groups] ADD [Version] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [Duties] nvarchar(2000) NOT NULL DEFAULT N'[]';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [Fax] nvarchar(50) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [Hours] nvarchar(200) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [IsRetired] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [Portal] nvarchar(400) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [ReferenceName] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [ReferencePattern] nvarchar(200) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [Version] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    ALTER TABLE [ExternalBodies] ADD [WhatToSay] nvarchar(1000) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    CREATE TABLE [Assets] (
        [Key] nvarchar(64) NOT NULL,
        [NameEn] nvarchar(200) NOT NULL,
        [NameZh] nvarchar(200) NOT NULL,
        [Kind] int NOT NULL,
        [Owner] nvarchar(80) NULL,
        [Importance] int NOT NULL,
        [Confidentiality] int NOT NULL,
        [Integrity] int NOT NULL,
        [Availability] int NOT NULL,
        [Place] nvarchar(200) NULL,
        [Note] nvarchar(2000) NULL,
        [IsRetired] bit NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Assets] PRIMARY KEY ([Key])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126210800_DirectoryOfAssets'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126210800_DirectoryOfAssets', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126212153_IncidentStandings'
)
BEGIN
    ALTER TABLE [Incidents] ADD [LatestUpdateIsVerified] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126212153_IncidentStandings'
)
BEGIN
    CREATE TABLE [AffectedSystems] (
        [Id] uniqueidentifier NOT NULL,
        [IncidentId] uniqueidentifier NOT NULL,
        [AssetKey] nvarchar(64) NULL,
        [Identity] nvarchar(210) NOT NULL,
        [NameEn] nvarchar(200) NOT NULL,
        [NameZh] nvarchar(200) NOT NULL,
        [State] int NOT NULL,
        [Since] datetime2(6) NOT NULL,
        [By] nvarchar(100) NOT NULL,
        [Reason] nvarchar(500) NULL,
        [NamedAt] datetime2(6) NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_AffectedSystems] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_AffectedSystems_Incidents_IncidentId] FOREIGN KEY ([IncidentId]) REFERENCES [Incidents] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126212153_IncidentStandings'
)
BEGIN
    CREATE TABLE [Verdicts] (
        [IncidentId] uniqueidentifier NOT NULL,
        [Entry] bigint NOT NULL,
        [Standing] int NOT NULL,
        [By] nvarchar(100) NOT NULL,
        [At] datetime2(6) NOT NULL,
        [Reason] nvarchar(2000) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Verdicts] PRIMARY KEY ([IncidentId], [Entry]),
        CONSTRAINT [FK_Verdicts_Incidents_IncidentId] FOREIGN KEY ([IncidentId]) REFERENCES [Incidents] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126212153_IncidentStandings'
)
BEGIN
    CREATE INDEX [IX_AffectedSystems_AssetKey] ON [AffectedSystems] ([AssetKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126212153_IncidentStandings'
)
BEGIN
    CREATE UNIQUE INDEX [IX_AffectedSystems_IncidentId_Identity] ON [AffectedSystems] ([IncidentId], [Identity]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126212153_IncidentStandings'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126212153_IncidentStandings', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223510_IncidentPage'
)
BEGIN
    CREATE TABLE [NodePresences] (
        [Node] nvarchar(32) NOT NULL,
        [Watching] nvarchar(max) NOT NULL,
        [Until] datetime2(6) NOT NULL,
        CONSTRAINT [PK_NodePresences] PRIMARY KEY ([Node])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223510_IncidentPage'
)
BEGIN
    CREATE TABLE [SituationReports] (
        [Id] uniqueidentifier NOT NULL,
        [IncidentId] uniqueidentifier NOT NULL,
        [Number] int NOT NULL,
        [State] int NOT NULL,
        [Culture] nvarchar(20) NOT NULL,
        [Situation] nvarchar(4000) NOT NULL,
        [Measures] nvarchar(4000) NOT NULL,
        [Systems] nvarchar(4000) NOT NULL,
        [NextSteps] nvarchar(4000) NOT NULL,
        [Needs] nvarchar(4000) NOT NULL,
        [Outlook] nvarchar(4000) NOT NULL,
        [BegunAt] datetime2(6) NOT NULL,
        [WrittenBy] nvarchar(100) NOT NULL,
        [WrittenAt] datetime2(6) NOT NULL,
        [SubmittedBy] nvarchar(100) NULL,
        [SubmittedAt] datetime2(6) NULL,
        [ReturnedBecause] nvarchar(2000) NULL,
        [ReturnedBy] nvarchar(100) NULL,
        [ApprovedBy] nvarchar(100) NULL,
        [ApprovedAt] datetime2(6) NULL,
        [Hash] nvarchar(64) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_SituationReports] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_SituationReports_Incidents_IncidentId] FOREIGN KEY ([IncidentId]) REFERENCES [Incidents] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223510_IncidentPage'
)
BEGIN
    CREATE TABLE [SituationReportWriters] (
        [ReportId] uniqueidentifier NOT NULL,
        [WriterId] uniqueidentifier NOT NULL,
        [Name] nvarchar(100) NOT NULL,
        CONSTRAINT [PK_SituationReportWriters] PRIMARY KEY ([ReportId], [WriterId]),
        CONSTRAINT [FK_SituationReportWriters_SituationReports_ReportId] FOREIGN KEY ([ReportId]) REFERENCES [SituationReports] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223510_IncidentPage'
)
BEGIN
    CREATE UNIQUE INDEX [IX_SituationReports_IncidentId_Number] ON [SituationReports] ([IncidentId], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223510_IncidentPage'
)
BEGIN
    CREATE INDEX [IX_SituationReports_State] ON [SituationReports] ([State]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223510_IncidentPage'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126223510_IncidentPage', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [ApprovalReason] nvarchar(2000) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [ApprovedAt] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [ApprovedBy] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [Authors] nvarchar(max) NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [BasedOn] int NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [ChangedAt] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [ChangedBy] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [EndReason] nvarchar(2000) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [EndedAt] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [EndedBy] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [PlannedFrom] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [ReplacedId] uniqueidentifier NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [SubmittedAt] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [SubmittedBy] nvarchar(100) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    ALTER TABLE [PlanVersions] ADD [Summary] nvarchar(2000) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126223710_PlanVersionSteps'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126223710_PlanVersionSteps', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230014_WallSound'
)
BEGIN
    ALTER TABLE [Displays] ADD [HasSound] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230014_WallSound'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126230014_WallSound', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [ShiftOverrides] ADD [Layer] int NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [ShiftOverrides] ADD [Sequence] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [Rotas] ADD [TellAtHandOver] bit NOT NULL DEFAULT CAST(0 AS bit);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [Rotas] ADD [TellBefore] bigint NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [Rotas] ADD [ToldUntil] datetime2(6) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [Rotas] ADD [Version] bigint NOT NULL DEFAULT CAST(0 AS bigint);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [RotaLayers] ADD [Hours] nvarchar(1000) NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [RotaLayers] ADD [LastDay] date NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [RotaLayers] ADD [NameEn] nvarchar(100) NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    ALTER TABLE [RotaLayers] ADD [NameZh] nvarchar(100) NOT NULL DEFAULT N'';
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE TABLE [CalendarFeeds] (
        [Id] uniqueidentifier NOT NULL,
        [Hash] nvarchar(64) NOT NULL,
        [PersonId] uniqueidentifier NULL,
        [RotaKey] nvarchar(64) NULL,
        [CreatedAt] datetime2(6) NOT NULL,
        [CreatedBy] nvarchar(100) NOT NULL,
        [RevokedAt] datetime2(6) NULL,
        CONSTRAINT [PK_CalendarFeeds] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE TABLE [CoverRequests] (
        [Id] uniqueidentifier NOT NULL,
        [RotaKey] nvarchar(64) NOT NULL,
        [Layer] int NULL,
        [From] datetime2(6) NOT NULL,
        [Until] datetime2(6) NOT NULL,
        [AskedBy] uniqueidentifier NOT NULL,
        [AskedOf] uniqueidentifier NULL,
        [Note] nvarchar(200) NULL,
        [State] int NOT NULL,
        [AnsweredBy] uniqueidentifier NULL,
        [DeclinedBy] nvarchar(4000) NOT NULL,
        [AskedAt] datetime2(6) NOT NULL,
        [EndedAt] datetime2(6) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_CoverRequests] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_CoverRequests_Persons_AskedBy] FOREIGN KEY ([AskedBy]) REFERENCES [Persons] ([Id]) ON DELETE NO ACTION,
        CONSTRAINT [FK_CoverRequests_Rotas_RotaKey] FOREIGN KEY ([RotaKey]) REFERENCES [Rotas] ([Key]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE TABLE [Unavailabilities] (
        [Id] uniqueidentifier NOT NULL,
        [PersonId] uniqueidentifier NOT NULL,
        [From] datetime2(6) NOT NULL,
        [Until] datetime2(6) NOT NULL,
        [Note] nvarchar(200) NULL,
        CONSTRAINT [PK_Unavailabilities] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Unavailabilities_Persons_PersonId] FOREIGN KEY ([PersonId]) REFERENCES [Persons] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE UNIQUE INDEX [IX_CalendarFeeds_Hash] ON [CalendarFeeds] ([Hash]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE INDEX [IX_CalendarFeeds_PersonId] ON [CalendarFeeds] ([PersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE INDEX [IX_CalendarFeeds_RotaKey] ON [CalendarFeeds] ([RotaKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE INDEX [IX_CoverRequests_AskedBy] ON [CoverRequests] ([AskedBy]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE INDEX [IX_CoverRequests_RotaKey] ON [CoverRequests] ([RotaKey]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE INDEX [IX_CoverRequests_State_From] ON [CoverRequests] ([State], [From]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE INDEX [IX_Unavailabilities_PersonId] ON [Unavailabilities] ([PersonId]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    CREATE INDEX [IX_Unavailabilities_Until] ON [Unavailabilities] ([Until]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230405_Rotas'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126230405_Rotas', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230600_SearchWords'
)
BEGIN
    CREATE TABLE [SearchEntries] (
        [Kind] int NOT NULL,
        [Id] bigint NOT NULL,
        [SubjectId] uniqueidentifier NOT NULL,
        CONSTRAINT [PK_SearchEntries] PRIMARY KEY ([Kind], [Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230600_SearchWords'
)
BEGIN
    CREATE TABLE [SearchMarks] (
        [Kind] int NOT NULL,
        [At] datetime2(6) NOT NULL,
        [Number] nvarchar(210) NOT NULL,
        [LastEntry] bigint NOT NULL,
        CONSTRAINT [PK_SearchMarks] PRIMARY KEY ([Kind])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230600_SearchWords'
)
BEGIN
    CREATE TABLE [SearchTerms] (
        [Kind] int NOT NULL,
        [Term] nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [EntryId] bigint NOT NULL,
        CONSTRAINT [PK_SearchTerms] PRIMARY KEY ([Kind], [Term], [EntryId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230600_SearchWords'
)
BEGIN
    CREATE INDEX [IX_AffectedSystems_NamedAt] ON [AffectedSystems] ([NamedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230600_SearchWords'
)
BEGIN
    CREATE INDEX [IX_Incidents_IsRestricted_State_Grade_LeaderId_Id] ON [Incidents] ([IsRestricted], [State], [Grade], [LeaderId], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230600_SearchWords'
)
BEGIN
    CREATE INDEX [IX_Reports_ReceivedAt] ON [Reports] ([ReceivedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [__EFMigrationsHistory]
    WHERE [MigrationId] = N'20261126230600_SearchWords'
)
BEGIN
    INSERT INTO [__EFMigrationsHistory] ([MigrationId], [ProductVersion])
    VALUES (N'20261126230600_SearchWords', N'10.0.14');
END;

COMMIT;
GO
