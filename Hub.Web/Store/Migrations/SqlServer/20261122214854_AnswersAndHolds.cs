using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class AnswersAndHolds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<TimeOnly>(
                name: "QuietFrom",
                table: "Persons",
                type: "time",
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "QuietUntil",
                table: "Persons",
                type: "time",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Code",
                table: "Notices",
                type: "nvarchar(4)",
                maxLength: 4,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "HandedTo",
                table: "Notices",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReplyCode",
                table: "Notices",
                type: "nvarchar(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "BundleId",
                table: "Deliveries",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CheckId",
                table: "Deliveries",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HeldBecause",
                table: "Deliveries",
                type: "nvarchar(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "InboundId",
                table: "Deliveries",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ProviderId",
                table: "Deliveries",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ReceivedAt",
                table: "Deliveries",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "BouncedAt",
                table: "ContactPoints",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AddressChecks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Channel = table.Column<int>(type: "int", nullable: false),
                    Address = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    Code = table.Column<string>(type: "nvarchar(6)", maxLength: 6, nullable: false),
                    Tries = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    ConfirmedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressChecks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Bundles",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Channel = table.Column<int>(type: "int", nullable: false),
                    Address = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    Token = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Code = table.Column<string>(type: "nvarchar(4)", maxLength: 4, nullable: false),
                    ReplyCode = table.Column<string>(type: "nvarchar(10)", maxLength: 10, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Bundles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InboundMessages",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Channel = table.Column<int>(type: "int", nullable: false),
                    ExternalId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    From = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    Verdict = table.Column<int>(type: "int", nullable: false),
                    NoticeId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Answer = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboundMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Robots",
                columns: table => new
                {
                    Key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Preset = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    ProtectedUrl = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    ProtectedSecret = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    IsOff = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Robots", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Notices_ReplyCode",
                table: "Notices",
                column: "ReplyCode");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_BundleId",
                table: "Deliveries",
                column: "BundleId",
                filter: "BundleId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_ProviderId",
                table: "Deliveries",
                column: "ProviderId",
                filter: "ProviderId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AddressChecks_PersonId_CreatedAt",
                table: "AddressChecks",
                columns: new[] { "PersonId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Bundles_PersonId",
                table: "Bundles",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Bundles_ReplyCode",
                table: "Bundles",
                column: "ReplyCode");

            migrationBuilder.CreateIndex(
                name: "IX_Bundles_Token",
                table: "Bundles",
                column: "Token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InboundMessages_Channel_ExternalId",
                table: "InboundMessages",
                columns: new[] { "Channel", "ExternalId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_InboundMessages_From_ReceivedAt",
                table: "InboundMessages",
                columns: new[] { "From", "ReceivedAt" });

            // What was in use before addresses were verified goes on counting.
            migrationBuilder.Sql("UPDATE [ContactPoints] SET [VerifiedAt] = '2026-11-22T00:00:00';");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressChecks");

            migrationBuilder.DropTable(
                name: "Bundles");

            migrationBuilder.DropTable(
                name: "InboundMessages");

            migrationBuilder.DropTable(
                name: "Robots");

            migrationBuilder.DropIndex(
                name: "IX_Notices_ReplyCode",
                table: "Notices");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_BundleId",
                table: "Deliveries");

            migrationBuilder.DropIndex(
                name: "IX_Deliveries_ProviderId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "QuietFrom",
                table: "Persons");

            migrationBuilder.DropColumn(
                name: "QuietUntil",
                table: "Persons");

            migrationBuilder.DropColumn(
                name: "Code",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "HandedTo",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "ReplyCode",
                table: "Notices");

            migrationBuilder.DropColumn(
                name: "BundleId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "CheckId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "HeldBecause",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "InboundId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "ProviderId",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "ReceivedAt",
                table: "Deliveries");

            migrationBuilder.DropColumn(
                name: "BouncedAt",
                table: "ContactPoints");
        }
    }
}
