using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>Puts the layers of a rota in another order: who is on call is told and shown in that order. Needs the right to administer or to command.</summary>
public sealed class ArrangeLayers(Writer writer)
{
    /// <summary>Gives the rota's key. Overrides and requests for cover stay with their layer. Refused: without the right; unknown; a position is missing, double or unknown; somebody changed the rota meanwhile.</summary>
    /// <param name="caller">Who does it.</param>
    /// <param name="key">Which rota.</param>
    /// <param name="order">The present positions in the order that is wanted.</param>
    /// <param name="version">The version of the rota that was read; null: whatever it is.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Outcome<string>> Run(Caller caller, string key, IReadOnlyList<int> order, long? version = null, CancellationToken cancellation = default)
    {
        if (!RotaFile.MayChange(caller))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<string>(caller, async work =>
        {
            var found = await RotaFile.Load(work, key, cancellation);
            if (found.IsRefused || (version is { } seen && seen != found.Value.Rota.Version))
            {
                return found.Refusal ?? Refusal.Conflict("RotaChangedMeanwhile");
            }

            var (file, rota) = (found.Value, found.Value.Rota);
            if (order.Count > Rota.MostLayers || rota.Arrange(order) is not { } moved)
            {
                return Refusal.Invalid("order", "LayerOrderWrong");
            }

            foreach (var request in await work.Db.CoverRequests.Where(c => c.RotaKey == key && c.State == CoverState.Open).ToListAsync(cancellation))
            {
                request.Follow(moved);
            }

            await file.Reschedule(cancellation);
            file.Record(FactKind.RotaChanged, ("change", "layersArranged"), ("detail", string.Join(" · ", rota.Layers.OrderBy(l => l.Position).Select(l => l.Name.En))));
            return key;
        }, cancellation);
    }
}
