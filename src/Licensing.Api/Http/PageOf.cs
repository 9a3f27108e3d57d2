using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Licensing.Api.Database;
using Mapster;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">In the order in which they were stored, oldest first unless the list says otherwise.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A row that can be listed: it has a place in the order and a public id.</summary>
public interface IListed
{
    long Id { get; }

    string PublicId { get; }
}

/// <summary>A thing in an answer that says which it is.</summary>
public interface IIdentified
{
    /// <summary>Public id.</summary>
    string Id { get; }
}

public static class Paging
{
    public const int DefaultLimit = 50, MostLimit = 200, MostLookedAt = 2000;

    /// <summary>Reads one page by keyset: rows that are added or removed meanwhile neither repeat nor hide others.</summary>
    /// <param name="rows">Filtered rows, not yet ordered.</param>
    /// <param name="limit">1 to 200; validators have checked it.</param>
    /// <param name="cursor">The caller's cursor, or null for the first page.</param>
    /// <param name="filters">Everything that chose the rows: a cursor only fits the filters it came from.</param>
    /// <param name="project">The rows as the caller sees them.</param>
    /// <param name="newestFirst">Order of the list.</param>
    /// <param name="ct">Cancellation.</param>
    /// <param name="all">Every row that the caller may know of, where a row can leave the filters between two pages: the
    /// place of the last one shown is looked up among these. Null: among <paramref name="rows"/>.</param>
    /// <exception cref="ProblemException">cursor.invalid.</exception>
    public static async Task<PageOf<TItem>> ToPageAsync<TRow, TItem>(
        this IQueryable<TRow> rows, int limit, string? cursor, object filters, Func<TRow, TItem> project, bool newestFirst, CancellationToken ct, IQueryable<TRow>? all = null)
        where TRow : class, IListed
    {
        var list = FilterHash(typeof(TRow), filters);
        var page = await (await FromCursorAsync(rows, all ?? rows, limit, cursor, list, newestFirst, ct)).ToListAsync(ct);
        return PageOfRows(page, limit, list, row => row.PublicId, project);
    }

    /// <summary>The same, reading only the columns that the projection names (Mapster, as the area has configured it).</summary>
    /// <exception cref="ProblemException">cursor.invalid.</exception>
    public static async Task<PageOf<TItem>> ToPageOfAsync<TRow, TItem>(
        this IQueryable<TRow> rows, int limit, string? cursor, object filters, TypeAdapterConfig projection, bool newestFirst, CancellationToken ct,
        IQueryable<TRow>? all = null)
        where TRow : class, IListed
        where TItem : IIdentified
    {
        var list = FilterHash(typeof(TRow), filters);
        var page = await (await FromCursorAsync(rows, all ?? rows, limit, cursor, list, newestFirst, ct)).ProjectToType<TItem>(projection).ToListAsync(ct);
        return PageOfRows(page, limit, list, item => item.Id, item => item);
    }

    /// <summary>The same where only looking at a row tells whether it belongs: rows are looked at in portions, up to
    /// <see cref="MostLookedAt"/>; a page may then hold fewer than asked for, and none, and still have a next one.</summary>
    /// <param name="look">What of each row is shown, in the order of the rows; null: it does not belong.</param>
    /// <exception cref="ProblemException">cursor.invalid.</exception>
    public static async Task<PageOf<TItem>> ToSiftedPageAsync<TRow, TItem>(
        this IQueryable<TRow> rows, IQueryable<TRow> all, int limit, string? cursor, object filters, Func<List<TRow>, Task<List<TItem?>>> look, CancellationToken ct)
        where TRow : class, IListed
        where TItem : class
    {
        var list = FilterHash(typeof(TRow), filters);
        var (items, at, size) = (new List<TItem>(), cursor, Math.Max(limit + 1, 100));
        for (var looked = 0; looked < MostLookedAt; looked += size)
        {
            var portion = await (await FromCursorAsync(rows, all, size - 1, at, list, newestFirst: false, ct)).ToListAsync(ct);
            var shown = await look(portion);
            for (var i = 0; i < portion.Count; i++)
            {
                if (shown[i] is { } item && items.Count == limit)
                    return new PageOf<TItem>(items, at);
                if (shown[i] is { } belongs)
                    items.Add(belongs);
                at = Encode(portion[i].PublicId, list);
            }

            if (portion.Count < size)
                return new PageOf<TItem>(items, null);
        }

        return new PageOf<TItem>(items, at);
    }

    /// <summary>The same for a list that is not in the database.</summary>
    /// <param name="rows">Filtered, sorted by name.</param>
    /// <param name="name">Unique, and no longer than a public id.</param>
    /// <exception cref="ProblemException">cursor.invalid.</exception>
    public static PageOf<TItem> ToPage<TRow, TItem>(
        this IReadOnlyList<TRow> rows, int limit, string? cursor, object filters, Func<TRow, string> name, Func<TRow, TItem> project)
    {
        var list = FilterHash(typeof(TRow), filters);
        var after = cursor is null ? null : Decode(cursor, list);
        var page = rows.Where(row => after is null || string.CompareOrdinal(name(row), after) > 0).Take(limit + 1).ToList();
        return PageOfRows(page, limit, list, name, project);
    }

    private static async Task<IQueryable<TRow>> FromCursorAsync<TRow>(
        IQueryable<TRow> rows, IQueryable<TRow> all, int limit, string? cursor, string list, bool newestFirst, CancellationToken ct)
        where TRow : class, IListed
    {
        var from = rows;
        if (cursor is not null)
        {
            // The cursor holds the public id of the last row, never its key: keys count rows, and nothing shows them.
            var after = Decode(cursor, list);
            var place = await all.Where(row => row.PublicId == after).Select(row => (long?)row.Id).SingleOrDefaultAsync(ct)
                ?? throw new ProblemException(ProblemCode.CursorInvalid);
            from = newestFirst ? rows.Where(row => row.Id < place) : rows.Where(row => row.Id > place);
        }

        return (newestFirst ? from.OrderByDescending(row => row.Id) : from.OrderBy(row => row.Id)).Take(limit + 1);
    }

    private static PageOf<TItem> PageOfRows<TRow, TItem>(List<TRow> page, int limit, string list, Func<TRow, string> id, Func<TRow, TItem> project)
    {
        var more = page.Count > limit;
        var shown = more ? page[..limit] : page;
        return new PageOf<TItem>([.. shown.Select(project)], more ? Encode(id(shown[^1]), list) : null);
    }

    private static string Encode(string after, string list) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new CursorContent(after, list)));

    private static string Decode(string cursor, string list)
    {
        try
        {
            var content = JsonSerializer.Deserialize<CursorContent>(Base64Url.DecodeFromChars(cursor));
            if (content is { After: { Length: <= PublicId.MaxLength } after } && content.List == list)
                return after;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Refused below.
        }

        throw new ProblemException(ProblemCode.CursorInvalid);
    }

    private static string FilterHash(Type row, object filters) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Name} {JsonSerializer.Serialize(filters)}")).AsSpan(0, 6));

    private sealed record CursorContent(string After, string List);
}
