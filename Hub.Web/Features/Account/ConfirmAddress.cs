using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Account;

/// <summary>Takes the code that came back from an address: from then on the address counts as verified.</summary>
public sealed class ConfirmAddress(Writer writer)
{
    /// <summary>Gives the address. Refused: without the right; no test (not found); the code is void (gone) or wrong (invalid).</summary>
    /// <param name="caller">Who gives the code.</param>
    /// <param name="personId">Whose address.</param>
    /// <param name="checkId">Which test; null: the newest.</param>
    /// <param name="code">The code.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Outcome<string>> Run(Caller caller, Guid personId, Guid? checkId, string? code, CancellationToken cancellation = default)
    {
        if (!CheckAddress.MayTouch(caller, personId))
        {
            return Refusal.NotAllowed();
        }

        if (Text.Required("code", code, 20) is { } fault)
        {
            return fault;
        }

        var outcome = await writer.Run<Answer>(caller, async work =>
        {
            var check = await work.Db.AddressChecks.Where(c => c.PersonId == personId && (checkId == null || c.Id == checkId)).OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync();
            if (check is null)
            {
                return Refusal.NotFound("CheckMissing");
            }

            var confirmed = check.Confirm(code!, work.Now);
            if (confirmed.IsRefused)
            {
                // A wrong code is carried out as far as it goes: it counts.
                return confirmed.Refusal.Kind == RefusalKind.Invalid ? new Answer(check.Address, confirmed.Refusal) : confirmed.Refusal;
            }

            var person = await work.Db.Persons.FirstAsync(p => p.Id == personId);
            if (person.PointAt(check.Channel, check.Address) is not { } point)
            {
                return Refusal.Gone("AddressGone");
            }

            point.Verify(work.Now);
            work.Record("administration", new Fact(FactKind.AddressVerified, ("name", person.Name), ("address", point.Address)));
            return new Answer(point.Address, null);
        }, cancellation);
        return outcome.IsRefused ? outcome.Refusal : outcome.Value.Wrong is { } wrong ? wrong : outcome.Value.Address;
    }

    private sealed record Answer(string Address, Refusal? Wrong);
}
