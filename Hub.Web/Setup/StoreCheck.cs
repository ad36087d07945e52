using System.Data.Common;
using Hub.Web.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Hub.Web.Setup;

/// <summary>Names what is wrong with where the store and the program's files are to be.</summary>
internal sealed class StoreCheck(IConfiguration configuration) : IValidateOptions<StoreOptions>, IValidateOptions<HubOptions>
{
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var connection = configuration.GetConnectionString("Hub");
        if (options.Provider == StoreProvider.SqlServer && string.IsNullOrWhiteSpace(connection))
        {
            return ValidateOptionsResult.Fail("ConnectionStrings:Hub: is missing; Store:Provider=SqlServer needs one.");
        }

        try
        {
            _ = options.Provider == StoreProvider.SqlServer
                ? (DbConnectionStringBuilder)new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(connection)
                : new SqliteConnectionStringBuilder(connection);
            return ValidateOptionsResult.Success;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The message of the parser could repeat a password.
            return ValidateOptionsResult.Fail($"ConnectionStrings:Hub: is no connection string of {options.Provider}.");
        }
    }

    public ValidateOptionsResult Validate(string? name, HubOptions options)
    {
        try
        {
            if (options.DataFolder is { Length: > 0 } folder)
            {
                Directory.CreateDirectory(folder);
            }

            return ValidateOptionsResult.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return ValidateOptionsResult.Fail($"Hub:DataFolder: {e.Message}");
        }
    }
}
