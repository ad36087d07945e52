using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class PlanVersionSteps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ApprovalReason",
                table: "PlanVersions",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ApprovedAt",
                table: "PlanVersions",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ApprovedBy",
                table: "PlanVersions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Authors",
                table: "PlanVersions",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "BasedOn",
                table: "PlanVersions",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ChangedAt",
                table: "PlanVersions",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ChangedBy",
                table: "PlanVersions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndReason",
                table: "PlanVersions",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EndedAt",
                table: "PlanVersions",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EndedBy",
                table: "PlanVersions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PlannedFrom",
                table: "PlanVersions",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReplacedId",
                table: "PlanVersions",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SubmittedAt",
                table: "PlanVersions",
                type: "datetime2(6)",
                precision: 6,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SubmittedBy",
                table: "PlanVersions",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Summary",
                table: "PlanVersions",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ApprovalReason",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "ApprovedAt",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "ApprovedBy",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "Authors",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "BasedOn",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "ChangedAt",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "ChangedBy",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "EndReason",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "EndedAt",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "EndedBy",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "PlannedFrom",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "ReplacedId",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "SubmittedAt",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "SubmittedBy",
                table: "PlanVersions");

            migrationBuilder.DropColumn(
                name: "Summary",
                table: "PlanVersions");
        }
    }
}
