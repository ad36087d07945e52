using Hub.Domain.Incidents;
using Hub.Domain.People;
using Hub.Domain.Shared;
using Hub.Web.Store;

namespace Hub.Web.Features.Incidents;

/// <summary>What an incident is called and said to be.</summary>
public sealed record IncidentText(string? Title, string? Description, string? Place)
{
    /// <summary>As an incident has it now.</summary>
    public static IncidentText Of(Incident incident) => new(incident.Title, incident.Description, incident.Place);
}

/// <summary>Corrects title, description and place of an incident; the record keeps what stood there before. Needs <see cref="Right.Command"/>.</summary>
public sealed class CorrectIncident(Writer writer, Situations situations)
{
    /// <summary>
    /// Corrects the texts. Refused also: unknown or closed incident; a field at fault; nothing changed; corrected by somebody else
    /// since it was read, so that nobody's words are overwritten unseen.
    /// </summary>
    /// <param name="caller">Who corrects.</param>
    /// <param name="number">The incident.</param>
    /// <param name="text">The texts as they shall be.</param>
    /// <param name="read">The texts as they were read; null: does not matter.</param>
    /// <param name="cancellation">Ends it early.</param>
    public Task<Outcome<string>> Run(Caller caller, string number, IncidentText text, IncidentText? read = null, CancellationToken cancellation = default) =>
        writer.Run<string>(
            caller,
            async work =>
            {
                if (!caller.Has(Right.Command))
                {
                    return Refusal.NotAllowed();
                }

                var found = await situations.Find(work, number);
                if (found.IsRefused)
                {
                    return found.Refusal;
                }

                var incident = found.Value;
                if (read is not null && read != IncidentText.Of(incident))
                {
                    return Refusal.Conflict("IncidentCorrectedMeanwhile");
                }

                var corrected = incident.Correct(text.Title, text.Description, text.Place);
                if (corrected.IsRefused)
                {
                    return corrected.Refusal;
                }

                foreach (var fact in corrected.Value)
                {
                    work.Record(incident.Number, fact, incident.Id, incident.Number);
                }

                return incident.Number;
            },
            cancellation);
}
