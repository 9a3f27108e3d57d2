using Licensing.Api.Features.Disclosures;

namespace Licensing.Api.Features.Returns.Reading;

public enum ReturnFormat
{
    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    Ndjson,
}

/// <summary>One placement of a return: what a disclosure says, and which earlier one it corrects. The shape of a line of
/// NDJSON, and with one row for each item that of CSV.</summary>
public sealed record ReturnedPlacement : FileDisclosureRequest
{
    /// <summary>Public id of the disclosure that this replaces, whole; left out: the placement is filed for the first time.</summary>
    public string? Corrects { get; init; }

    /// <summary>Why the earlier version was wrong.</summary>
    public string? CorrectionReason { get; init; }

    /// <summary>Stands in a repair file: what was wrong. Ignored.</summary>
    public string? Problem { get; init; }
}

/// <summary>One placement as it stands in an upload, with everything that is wrong with it.</summary>
/// <param name="Row">Its first row; 1 is the first after the header (CSV) or the first line (NDJSON), and blank rows count,
/// so that it is the row of the spreadsheet. 0: what is wrong is wrong with the file as a whole, and nothing follows.</param>
/// <param name="LastRow">Its last row, inclusive.</param>
/// <param name="Reference">As it was written, of any length where it is rejected; null where there is none.</param>
/// <param name="Rejections">In the order of the rows, at most 500 for one placement.</param>
/// <param name="Filing">Sound and complete; null where anything is rejected.</param>
/// <param name="Raw">Its rows, for a <see cref="RepairFile"/>; empty where nothing is rejected. They hold
/// personal values: keep them sealed.</param>
/// <remarks>Whether the same reference stands again further down is for the database's unique key to tell: seen from
/// here it would take memory for every placement of the file.</remarks>
public sealed record ReadPlacement(
    long Row, long LastRow, string? Reference, ReturnedPlacement? Filing, IReadOnlyList<RejectedValue> Rejections, IReadOnlyList<RawRow> Raw);

/// <summary>One thing that is wrong in an upload.</summary>
/// <param name="Row">See <see cref="ReadPlacement"/>; 0 is the file as a whole.</param>
/// <param name="Column">Name of the column as the template has it (CSV), or JSON pointer (NDJSON); null where the row as a whole is meant.</param>
/// <param name="Code">Stable, for example occupation.unknown.</param>
/// <param name="Value">What was refused, shortened; <c>***</c> where it says who somebody is.</param>
/// <param name="Mend">What is wrong and what to write instead.</param>
public sealed record RejectedValue(long Row, string? Column, string Code, string? Value, string Mend);

/// <summary>A row as it was sent.</summary>
/// <param name="Cells">Of CSV: what is not blank, by the template's column name.</param>
/// <param name="Line">Of NDJSON: the line.</param>
public sealed record RawRow(long Row, IReadOnlyDictionary<string, string>? Cells = null, string? Line = null);
