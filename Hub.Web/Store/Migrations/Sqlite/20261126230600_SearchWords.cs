using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SearchWords : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SearchEntries",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchEntries", x => new { x.Kind, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "SearchMarks",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 210, nullable: false),
                    LastEntry = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchMarks", x => x.Kind);
                });

            // The key is the table: without a row number of its own, a term costs half as much.
            migrationBuilder.Sql("""
                CREATE TABLE "SearchTerms" (
                    "Kind" INTEGER NOT NULL,
                    "Term" TEXT NOT NULL,
                    "EntryId" INTEGER NOT NULL,
                    CONSTRAINT "PK_SearchTerms" PRIMARY KEY ("Kind", "Term", "EntryId")
                ) WITHOUT ROWID;
                """);

            migrationBuilder.CreateIndex(
                name: "IX_AffectedSystems_NamedAt",
                table: "AffectedSystems",
                column: "NamedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Incidents_IsRestricted_State_Grade_LeaderId_Id",
                table: "Incidents",
                columns: new[] { "IsRestricted", "State", "Grade", "LeaderId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Reports_ReceivedAt",
                table: "Reports",
                column: "ReceivedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SearchEntries");

            migrationBuilder.DropTable(
                name: "SearchMarks");

            migrationBuilder.DropTable(
                name: "SearchTerms");

            migrationBuilder.DropIndex(
                name: "IX_AffectedSystems_NamedAt",
                table: "AffectedSystems");

            migrationBuilder.DropIndex(
                name: "IX_Incidents_IsRestricted_State_Grade_LeaderId_Id",
                table: "Incidents");

            migrationBuilder.DropIndex(
                name: "IX_Reports_ReceivedAt",
                table: "Reports");
        }
    }
}
