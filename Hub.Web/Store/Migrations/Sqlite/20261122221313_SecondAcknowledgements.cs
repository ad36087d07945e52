using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SecondAcknowledgements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_Acknowledgements",
                table: "Acknowledgements");

            migrationBuilder.AddColumn<long>(
                name: "LadderEndedAt",
                table: "Climbs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Acknowledgements",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Acknowledgements",
                table: "Acknowledgements",
                columns: new[] { "NoticeId", "Issue", "Number" });

            // The table is rebuilt, which drops its triggers.
            InsertOnly.Protect(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_Acknowledgements",
                table: "Acknowledgements");

            migrationBuilder.DropColumn(
                name: "LadderEndedAt",
                table: "Climbs");

            migrationBuilder.DropColumn(
                name: "Number",
                table: "Acknowledgements");

            migrationBuilder.AddPrimaryKey(
                name: "PK_Acknowledgements",
                table: "Acknowledgements",
                columns: new[] { "NoticeId", "Issue" });
        }
    }
}
