using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Domain.People;
using Hub.Domain.Shared;

namespace Hub.Domain.Incidents;

/// <summary>
/// One fact of the record; append-only. The entries of a chain are numbered from 1 without a gap, and each
/// holds the hash of the one before, so that a changed, removed or inserted entry shows.
/// </summary>
public sealed class TimelineEntry
{
    /// <summary>Version of the canonical bytes; goes into the hash.</summary>
    public const byte CurrentFormat = 1;

    private TimelineEntry()
    {
    }

    /// <summary>Name of the chain: an incident's number, <c>reports</c>, <c>access</c> or <c>administration</c>.</summary>
    public string Chain { get; private set; } = "";

    /// <summary>Position in the chain, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>What.</summary>
    public FactKind Kind { get; private set; }

    /// <summary>Name of who did it.</summary>
    public string Actor { get; private set; } = "";

    /// <summary>By what way it came.</summary>
    public CallerKind ActorKind { get; private set; }

    /// <summary>Account, key or person; null for the program.</summary>
    public Guid? ActorId { get; private set; }

    /// <summary>Named values as a JSON array of pairs, in hashed order.</summary>
    public string Data { get; private set; } = "[]";

    /// <summary>Version of the canonical bytes.</summary>
    public byte Format { get; private set; } = CurrentFormat;

    /// <summary>Hash of the entry before, 32 bytes; zeros for the first.</summary>
    public byte[] PreviousHash { get; private set; } = new byte[32];

    /// <summary>SHA-256 over the canonical bytes, 32 bytes.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>The entry that follows another in its chain.</summary>
    /// <param name="chain">Name of the chain.</param>
    /// <param name="previous">Number and hash of the last entry; (0, null) for the first.</param>
    /// <param name="fact">What happened.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="now">When.</param>
    public static TimelineEntry Following(string chain, (long Number, byte[]? Hash) previous, Fact fact, Caller actor, DateTimeOffset now)
    {
        var entry = new TimelineEntry
        {
            Chain = chain,
            Number = previous.Number + 1,
            At = now.Stored(),
            Kind = fact.Kind,
            Actor = actor.Name,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            Data = JsonSerializer.Serialize(fact.Data.Select(d => new[] { d.Name, d.Value })),
            PreviousHash = previous.Hash ?? new byte[32],
        };
        entry.Hash = entry.ComputeHash();
        return entry;
    }

    /// <summary>The named values.</summary>
    public IReadOnlyList<(string Name, string Value)> ReadData() =>
        [.. (JsonSerializer.Deserialize<string[][]>(Data) ?? []).Select(pair => (pair[0], pair[1]))];

    /// <summary>The hash that the entry's content asks for; equal to <see cref="Hash"/> in an unbroken record.</summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([Format]);
        hash.AppendData(PreviousHash);
        AppendText(hash, Chain);
        AppendNumber(hash, Number);
        AppendNumber(hash, At.UtcTicks);
        AppendNumber(hash, (long)Kind);
        AppendText(hash, Actor);
        AppendNumber(hash, (long)ActorKind);
        AppendText(hash, ActorId?.ToString("D") ?? "");
        AppendText(hash, Data);
        return hash.GetHashAndReset();
    }

    private static void AppendNumber(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void AppendText(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        AppendNumber(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
