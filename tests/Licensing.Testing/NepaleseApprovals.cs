using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.VisualBasic.FileIO;

namespace Licensing.Testing;

/// <summary>The agencies of Nepal's monthly reports of 2079 (2022 and 2023) on a register of their own. They are real, so nothing is filed in their
/// name. The data is not part of the repository; where it does not lie beside it, these tests say that they were skipped.</summary>
public sealed class NepaleseApprovals : IAsyncLifetime
{
    private static readonly string? Folder = Find();

    public ServiceHost Host { get; } = new();

    /// <summary>By name, exactly as printed.</summary>
    public Dictionary<string, string> Ids { get; } = [];
    public List<Dictionary<string, string>> Lots { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        if (Folder is null || ServiceHost.SqlServer is not null)
            return;
        Lots = Rows("np_prepermission_lots.csv");
        var officer = Host.Officer;
        foreach (var name in Rows("np_agency_final_approvals.csv").Concat(Lots).Select(r => r["agency_name"]).Distinct().Order(StringComparer.Ordinal))
        {
            using var answer = await officer.PostAsJsonAsync("/v1/agencies", new { name, country = "NP", from = "2022-04-14" });
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.True((int)answer.StatusCode == 201, body.ToString());
            Ids[name] = body.GetProperty("id").GetString()!;
        }
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    public static void SkipWhereAbsent()
    {
        Assert.SkipWhen(Folder is null, "The open data does not lie beside the repository.");
        Assert.SkipWhen(ServiceHost.SqlServer is not null, "Counts a register of its own; on SQL Server all tests share one.");
    }

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "src", "Licensing.Rules")))
                return Path.Combine(at.FullName, "..", "shared", "data", "np_dofe_2079") is var folder && Directory.Exists(folder) ? folder : null;
        }

        return null;
    }

    /// <summary>The name at a place such as "approvals baisakh 12": file, month, serial number.</summary>
    public static string NameAt(string place)
    {
        var parts = place.Split(' ');
        var file = parts[0] == "lots" ? "np_prepermission_lots.csv" : "np_agency_final_approvals.csv";
        return Rows(file).Single(r => r["bs_month"] == parts[1] && r["sn"] == parts[2])["agency_name"];
    }

    private static List<Dictionary<string, string>> Rows(string file)
    {
        using var parser = new TextFieldParser(Path.Combine(Folder!, file)) { TextFieldType = FieldType.Delimited, TrimWhiteSpace = false };
        parser.SetDelimiters(",");
        var header = parser.ReadFields()!;
        var rows = new List<Dictionary<string, string>>();
        while (parser.ReadFields() is { } fields)
            rows.Add(header.Zip(fields).ToDictionary(f => f.First, f => f.Second));
        return rows;
    }
}
