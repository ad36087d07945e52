using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Rotas : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Layer",
                table: "ShiftOverrides",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Sequence",
                table: "ShiftOverrides",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "TellAtHandOver",
                table: "Rotas",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "TellBefore",
                table: "Rotas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ToldUntil",
                table: "Rotas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Version",
                table: "Rotas",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Hours",
                table: "RotaLayers",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "LastDay",
                table: "RotaLayers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NameEn",
                table: "RotaLayers",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "NameZh",
                table: "RotaLayers",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "CalendarFeeds",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    RotaKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RevokedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CalendarFeeds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CoverRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    RotaKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Layer = table.Column<int>(type: "INTEGER", nullable: true),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    AskedBy = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedOf = table.Column<Guid>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    AnsweredBy = table.Column<Guid>(type: "TEXT", nullable: true),
                    DeclinedBy = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CoverRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CoverRequests_Persons_AskedBy",
                        column: x => x.AskedBy,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CoverRequests_Rotas_RotaKey",
                        column: x => x.RotaKey,
                        principalTable: "Rotas",
                        principalColumn: "Key",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Unavailabilities",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Unavailabilities", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Unavailabilities_Persons_PersonId",
                        column: x => x.PersonId,
                        principalTable: "Persons",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CalendarFeeds_Hash",
                table: "CalendarFeeds",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CalendarFeeds_PersonId",
                table: "CalendarFeeds",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_CalendarFeeds_RotaKey",
                table: "CalendarFeeds",
                column: "RotaKey");

            migrationBuilder.CreateIndex(
                name: "IX_CoverRequests_AskedBy",
                table: "CoverRequests",
                column: "AskedBy");

            migrationBuilder.CreateIndex(
                name: "IX_CoverRequests_RotaKey",
                table: "CoverRequests",
                column: "RotaKey");

            migrationBuilder.CreateIndex(
                name: "IX_CoverRequests_State_From",
                table: "CoverRequests",
                columns: new[] { "State", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_Unavailabilities_PersonId",
                table: "Unavailabilities",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_Unavailabilities_Until",
                table: "Unavailabilities",
                column: "Until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CalendarFeeds");

            migrationBuilder.DropTable(
                name: "CoverRequests");

            migrationBuilder.DropTable(
                name: "Unavailabilities");

            migrationBuilder.DropColumn(
                name: "Layer",
                table: "ShiftOverrides");

            migrationBuilder.DropColumn(
                name: "Sequence",
                table: "ShiftOverrides");

            migrationBuilder.DropColumn(
                name: "TellAtHandOver",
                table: "Rotas");

            migrationBuilder.DropColumn(
                name: "TellBefore",
                table: "Rotas");

            migrationBuilder.DropColumn(
                name: "ToldUntil",
                table: "Rotas");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Rotas");

            migrationBuilder.DropColumn(
                name: "Hours",
                table: "RotaLayers");

            migrationBuilder.DropColumn(
                name: "LastDay",
                table: "RotaLayers");

            migrationBuilder.DropColumn(
                name: "NameEn",
                table: "RotaLayers");

            migrationBuilder.DropColumn(
                name: "NameZh",
                table: "RotaLayers");
        }
    }
}
