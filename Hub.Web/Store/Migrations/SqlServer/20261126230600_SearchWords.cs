using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.SqlServer
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
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    SubjectId = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchEntries", x => new { x.Kind, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "SearchMarks",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2(6)", precision: 6, nullable: false),
                    Number = table.Column<string>(type: "nvarchar(210)", maxLength: 210, nullable: false),
                    LastEntry = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchMarks", x => x.Kind);
                });

            migrationBuilder.CreateTable(
                name: "SearchTerms",
                columns: table => new
                {
                    Kind = table.Column<int>(type: "int", nullable: false),
                    Term = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false, collation: "Latin1_General_100_BIN2"),
                    EntryId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchTerms", x => new { x.Kind, x.Term, x.EntryId });
                });

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
