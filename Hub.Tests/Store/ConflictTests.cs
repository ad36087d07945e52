using Hub.Web.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Hub.Tests.Store;

public sealed class ConflictTests
{
    [Fact]
    public void A_lost_race_is_known_also_inside_what_EF_wraps_around_it_on_SQL_Server()
    {
        // A deadlock comes as InvalidOperationException ("likely due to a transient failure") around the real one.
        var lost = new DbUpdateConcurrencyException("stale");
        Conflicts.IsConflict(new InvalidOperationException("transient", lost)).Should().BeTrue();
        Conflicts.IsConflict(new InvalidOperationException("transient", new DbUpdateException("save", new SqliteException("busy", 5)))).Should().BeTrue();
        Conflicts.IsConflict(new InvalidOperationException("a bug")).Should().BeFalse();
        Conflicts.IsConflict(new InvalidOperationException("full", new SqliteException("full", 13))).Should().BeFalse();
    }
}
