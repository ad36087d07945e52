using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Web.Store.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class WallSound : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "HasSound",
                table: "Displays",
                type: "bit",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "HasSound",
                table: "Displays");
        }
    }
}
