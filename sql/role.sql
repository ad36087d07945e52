-- Hub: what the program may do in its database, and what readers of the reports may. Run it after schema.sql,
-- quartz.sql and views.sql, and again after every upgrade; running it again changes nothing.
--
-- The record is insert-only below the program too: a DENY outweighs every GRANT. It does not bind members of db_owner
-- or the owner of the schema, so the program's login must be neither. Migrations are run by another login.
SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

IF DATABASE_PRINCIPAL_ID(N'hub_program') IS NULL
    CREATE ROLE hub_program AUTHORIZATION dbo;
GO

IF DATABASE_PRINCIPAL_ID(N'hub_reports') IS NULL
    CREATE ROLE hub_reports AUTHORIZATION dbo;
GO

GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::dbo TO hub_program;
GO

DENY UPDATE, DELETE ON OBJECT::dbo.Timeline TO hub_program;
DENY UPDATE, DELETE ON OBJECT::dbo.Acknowledgements TO hub_program;
DENY UPDATE, DELETE ON OBJECT::dbo.DeliveryAttempts TO hub_program;
GO

-- Which migrations were applied is for the program to read and not to write.
DENY INSERT, UPDATE, DELETE ON OBJECT::dbo.[__EFMigrationsHistory] TO hub_program;
GO

-- Readers see the reporting views and nothing else; restricted incidents are not in the views.
GRANT SELECT ON OBJECT::dbo.IncidentTimes TO hub_reports;
GRANT SELECT ON OBJECT::dbo.NoticeTimes TO hub_reports;
GRANT SELECT ON OBJECT::dbo.DutyTimes TO hub_reports;
GRANT SELECT ON OBJECT::dbo.DeadlineLateness TO hub_reports;
GO

-- Then, once for each login:
--   CREATE USER [hub] FOR LOGIN [hub];             ALTER ROLE hub_program ADD MEMBER [hub];
--   CREATE USER [reports] FOR LOGIN [reports];     ALTER ROLE hub_reports ADD MEMBER [reports];
