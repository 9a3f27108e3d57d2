using Licensing.Api.Features.Disclosures;

namespace Licensing.Api.Features.Exports;

/// <summary>An export: how far it has come, and once it is done its manifest.</summary>
/// <param name="Id">Public id.</param>
/// <param name="AsOf">UTC. What was stored later is not in it. The register and the audit are as of this instant, disclosures in the version that was the newest then; a finding is as it
/// stood when its file was written.</param>
/// <param name="Total">Rows to look at; null until they are counted. Of the register agencies, of which some may have no entry on that day.</param>
/// <param name="RowsDone">Rows written so far.</param>
/// <param name="ExpiresAt">When the files are deleted (UTC); null until it is done.</param>
/// <param name="Files">In the order of the rows; empty until it is done, and once the files are deleted.</param>
public sealed record ExportView(
    string Id, ExportKind Kind, ExportFormat Format, ExportFilters Filters, ExportState State, DateTime AsOf, long? Total, long RowsDone, DateTime? FinishedAt, DateTime? ExpiresAt,
    IReadOnlyList<ExportFileView> Files)
{
    internal const int AskAgainAfterSeconds = 2;

    /// <param name="e">With its parts.</param>
    public static ExportView Of(DataExport e) => new(
        e.PublicId, e.Kind, e.Format, StoredJson.Read<ExportFilters>(e.Filters), e.State, e.RequestedAt, e.Total, e.RowsDone, e.FinishedAt, e.ExpiresAt,
        e.State == ExportState.Done ? [.. e.Parts.OrderBy(p => p.Number).Select(p => new ExportFileView(p.Name, $"/v1/exports/{e.PublicId}/files/{p.Name}", MediaTypeOf(e.Format), p.Rows, p.Bytes, p.Digest))] : []);

    public static string MediaTypeOf(ExportFormat format) => format == ExportFormat.Csv ? "text/csv" : "application/x-ndjson";
}

/// <summary>One file of an export.</summary>
/// <param name="Address">Where it is downloaded.</param>
/// <param name="Rows">How many; in CSV one row can take several lines.</param>
/// <param name="Bytes">As downloaded without compression.</param>
/// <param name="Sha256">Of these bytes, hexadecimal.</param>
public sealed record ExportFileView(string Name, string Address, string MediaType, int Rows, long Bytes, string Sha256);
