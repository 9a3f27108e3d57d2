using System.Globalization;
using Licensing.Api.Http;

namespace Licensing.Api.Features.Register;

/// <summary>The register as a table: one licence a line.</summary>
internal static class RegisterCsv
{
    private static readonly string[] Columns =
    [
        "agencyId", "reference", "country", "on", "names", "formerNames", "address", "licensed", "licenceId", "licenceNumber", "class", "state", "since", "until", "reasons",
        "suspendedParts", "termFrom", "termUntil",
    ];

    public static string Header { get; } = string.Join(',', Columns) + "\r\n";

    public static void Write(TextWriter writer, RegisterEntry e)
    {
        foreach (var l in e.Licences.DefaultIfEmpty())
        {
            string?[] cells =
            [
                e.Id, e.Reference, e.Country, Day(e.On), Joined(e.Names.Where(n => n.Until is null).Select(n => n.Text)), Joined(e.Names.Where(n => n.Until is not null).Select(n => n.Text)),
                e.Address, l?.Licensed == true ? "true" : "false", l?.Id, l?.Number, l?.Class, l is null ? null : Json.Words.ConvertName(l.State.ToString()), Day(l?.Since), Day(l?.Until),
                Joined(l?.Reasons.Select(r => Json.Words.ConvertName(r.ToString())) ?? []), Joined(l?.SuspendedParts ?? []), Day(l?.TermFrom), Day(l?.TermUntil),
            ];
            for (var i = 0; i < cells.Length; i++)
            {
                if (i > 0)
                    writer.Write(',');
                CsvText.WriteCell(writer, cells[i] ?? "");
            }

            writer.Write("\r\n");
        }
    }

    // A name can hold a semicolon; the JSON tells them apart.
    private static string Joined(IEnumerable<string> texts) => string.Join("; ", texts);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
