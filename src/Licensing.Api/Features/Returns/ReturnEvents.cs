using Licensing.Api.Features.Returns.Reading;

namespace Licensing.Api.Features.Returns;

// What the audit says of a return. Rows are written past the change tracker, so each chunk records what it wrote by its digest
// (ReturnDigest).

/// <param name="Digest">SHA-256 of the upload, after decompression.</param>
public sealed record ReturnReceived(string AgencyId, DateOnly Period, OnError OnError, ReturnFormat Format, string Digest, long Bytes);

/// <param name="FirstRow">First and last row of the upload that the chunk took in, both inclusive.</param>
/// <param name="Digest">Of the versions stored: <see cref="ReturnDigest"/>.</param>
public sealed record ReturnRowsStored(long FirstRow, long LastRow, int Filed, int Corrected, int Unchanged, int Rejected, string Digest);

/// <param name="TurnedDown">Corrections of what somebody else corrected meanwhile: no longer part of what was stored.</param>
public sealed record ReturnPublished(DateOnly Period, int Filed, int Corrected, int Unchanged, int Rejected, bool? Late, bool Supplementary, string? Reopening, IReadOnlyList<TurnedDownRow> TurnedDown);

/// <param name="Digest">Of the version that was stored: what it adds to the digest of its chunk.</param>
public sealed record TurnedDownRow(long Row, string Digest);

/// <param name="Corrects">Number of the version that this corrects, if and when the return is published.</param>
public sealed record DisclosureCorrectedInReturn(string ReturnId, long Row, int Corrects, int Items);

/// <param name="Placements">How many rejected placements were shown as they were sent.</param>
public sealed record RepairFileRead(int Placements);

public sealed record ReturnRefused(DateOnly Period, int Rejected);
public sealed record ReturnRowsCleared(int Versions);
public sealed record ReturnCleared;
public sealed record ReturnReleased(long ThroughRow);
public sealed record ReturnJudged;
public sealed record NilReturnFiled(string AgencyId, DateOnly Period, bool? Late, bool Supplementary, string? Reopening);
public sealed record PeriodReopened(string AgencyId, DateOnly Period);
