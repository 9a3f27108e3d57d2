using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Licensing.Api.Http;

namespace Licensing.Api.Features.Changes;

/// <summary>How far somebody has read the change feed.</summary>
/// <param name="Id">Place of the last change that he has, or knows not to be for him; 0 at the start.</param>
/// <param name="From">Where what he reads has gaps that do not concern him: he started when everything up to here was compacted already.</param>
/// <param name="Mark">Of the change at that place; null where it is not one that he was told of.</param>
public sealed record FeedPlace(long Id, long From, string? Mark)
{
    /// <summary>What is deleted up to here, he need not have seen.</summary>
    public long CompleteTo => Math.Max(Id, From);

    public FeedPlace At(Change change) => new(change.Id, change.Id < From ? From : 0, MarkOf(change.PublicId));

    /// <param name="to">Place up to which there is nothing more for him.</param>
    public FeedPlace At(long to) => to == Id ? this : new(to, to < From ? From : 0, null);

    /// <summary>Tells one change from another that has its place after a backup was restored.</summary>
    public static string MarkOf(string publicId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(publicId)).AsSpan(0, 4));

    /// <summary>Opaque to whoever reads: what is in it may change.</summary>
    public string Encode(ChangeLog log) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Content(log.PublicId, Id, From, Mark)));

    /// <exception cref="ProblemException">cursor.invalid: it is no place in this feed.</exception>
    public static FeedPlace Decode(string cursor, ChangeLog? log)
    {
        try
        {
            if (log is not null && JsonSerializer.Deserialize<Content>(Base64Url.DecodeFromChars(cursor)) is { } c
                && c.Feed == log.PublicId && c.Id >= 0 && c.Id <= log.Last && c.From >= 0 && c.From <= log.CompactedTo)
                return new(c.Id, c.From, c.Mark);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Refused below.
        }

        throw Invalid();
    }

    public static ProblemException Invalid() =>
        new(ProblemCode.CursorInvalid, "It is no place in this feed: send cursor of the last line that you read, unchanged; or start anew without after, and forget what you have.");

    private sealed record Content(string Feed, long Id, long From, string? Mark);
}
