using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.SqlServer
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

            migrationBuilder.AddColumn<DateTime>(
                name: "LadderEndedAt",
                table: "Climbs",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Number",
                table: "Acknowledgements",
                type: "int",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddPrimaryKey(
                name: "PK_Acknowledgements",
                table: "Acknowledgements",
                columns: new[] { "NoticeId", "Issue", "Number" });
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
