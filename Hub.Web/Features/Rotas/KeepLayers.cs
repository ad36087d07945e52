using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;
using Microsoft.EntityFrameworkCore;

namespace Hub.Web.Features.Rotas;

/// <summary>Adds, changes and removes the layers of a rota. Needs the right to administer or to command.</summary>
public sealed class KeepLayers(Writer writer)
{
    /// <summary>Adds a layer below the others, or changes the one at a position; gives its position. Refused: without the right; unknown; a field is wrong; somebody changed the rota meanwhile.</summary>
    public async Task<Outcome<int>> Run(Caller caller, string key, int? position, LayerTerms terms, long? version = null, CancellationToken cancellation = default)
    {
        if (!RotaFile.MayChange(caller))
        {
            return Refusal.NotAllowed();
        }

        if (terms.Fault() is { } fault)
        {
            return fault;
        }

        return await writer.Run<int>(caller, async work =>
        {
            var found = await RotaFile.Load(work, key, cancellation);
            if (found.IsRefused || (version is { } seen && seen != found.Value.Rota.Version))
            {
                return found.Refusal ?? Refusal.Conflict("RotaChangedMeanwhile");
            }

            var (file, rota) = (found.Value, found.Value.Rota);
            foreach (var stranger in terms.Participants.Where(p => file.Roster.Find(p) is not { IsRetired: false }))
            {
                return Refusal.Invalid("participants", "PersonUnknown", stranger);
            }

            if (position is null && rota.Layers.Count >= Rota.MostLayers)
            {
                return Refusal.Conflict("TooManyLayers", Rota.MostLayers);
            }

            if (position is { } at && !rota.ChangeLayer(at, terms))
            {
                return Refusal.NotFound("LayerUnknown");
            }

            var layer = position is { } known ? rota.LayerAt(known)! : rota.AddLayer(terms);
            await file.Reschedule(cancellation);
            file.Record(FactKind.RotaChanged, ("change", position is null ? "layerAdded" : "layerChanged"), ("detail", Words(file, layer)));
            return layer.Position;
        }, cancellation);
    }

    /// <summary>Removes a layer with its overrides; requests for cover of its shifts are withdrawn. Refused: without the right; unknown.</summary>
    public async Task<Outcome<int>> Remove(Caller caller, string key, int position, CancellationToken cancellation = default)
    {
        if (!RotaFile.MayChange(caller))
        {
            return Refusal.NotAllowed();
        }

        return await writer.Run<int>(caller, async work =>
        {
            var found = await RotaFile.Load(work, key, cancellation);
            if (found.IsRefused)
            {
                return found.Refusal;
            }

            var (file, rota) = (found.Value, found.Value.Rota);
            var words = rota.LayerAt(position) is { } layer ? Words(file, layer) : "";
            if (!rota.RemoveLayer(position))
            {
                return Refusal.NotFound("LayerUnknown");
            }

            foreach (var request in await work.Db.CoverRequests.Where(c => c.RotaKey == key && c.Layer == position && c.State == CoverState.Open).ToListAsync(cancellation))
            {
                _ = request.Withdraw(work.Now);
            }

            await file.Reschedule(cancellation);
            file.Record(FactKind.RotaChanged, ("change", "layerRemoved"), ("detail", words));
            return position;
        }, cancellation);
    }

    // what the record must be able to say years later: how it rotated, and who took turns
    private static string Words(RotaFile file, RotaLayer layer) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{layer.Name.En}: {layer.FirstDay:yyyy-MM-dd} {layer.HandOverAt:HH\\:mm} / {layer.ShiftDays} d{(layer.LastDay is { } last ? $" → {last:yyyy-MM-dd}" : "")} {string.Join("; ", layer.Hours)} · {string.Join(", ", layer.Participants.Select(p => file.NameOf(p)))}");
}
