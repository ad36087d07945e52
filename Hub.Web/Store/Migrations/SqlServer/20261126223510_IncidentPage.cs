using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class IncidentPage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "NodePresences",
                columns: table => new
                {
                    Node = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Watching = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Until = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NodePresences", x => x.Node);
                });

            migrationBuilder.CreateTable(
                name: "SituationReports",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    IncidentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<int>(type: "int", nullable: false),
                    Culture = table.Column<string>(type: "nvarchar(20)", maxLength: 20, nullable: false),
                    Situation = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Measures = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Systems = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    NextSteps = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Needs = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Outlook = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    BegunAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    WrittenBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    WrittenAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    SubmittedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    SubmittedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    ReturnedBecause = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    ReturnedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    ApprovedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: true),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SituationReports", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SituationReports_Incidents_IncidentId",
                        column: x => x.IncidentId,
                        principalTable: "Incidents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SituationReportWriters",
                columns: table => new
                {
                    ReportId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    WriterId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SituationReportWriters", x => new { x.ReportId, x.WriterId });
                    table.ForeignKey(
                        name: "FK_SituationReportWriters_SituationReports_ReportId",
                        column: x => x.ReportId,
                        principalTable: "SituationReports",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SituationReports_IncidentId_Number",
                table: "SituationReports",
                columns: new[] { "IncidentId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SituationReports_State",
                table: "SituationReports",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "NodePresences");

            migrationBuilder.DropTable(
                name: "SituationReportWriters");

            migrationBuilder.DropTable(
                name: "SituationReports");
        }
    }
}
