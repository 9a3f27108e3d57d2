using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Licences;

public enum SurrenderState
{
    /// <summary>The agency asks to give the licence back.</summary>
    Requested,

    /// <summary>Two people accepted it.</summary>
    Accepted,

    /// <summary>The agency took the request back.</summary>
    Withdrawn,
}

/// <summary>An agency asks to give its licence back. The licence goes on until two people of the ministry have accepted it.</summary>
public sealed class SurrenderRequest : IRegulated, IVersioned, IListed, IOwnedByAgency
{
    public const string IdPrefix = "su";

    private SurrenderRequest()
    {
    }

    public SurrenderRequest(Licence licence, DateOnly from, DateTime requestedAt, string requestedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Licence, LicenceId, AgencyId, From, RequestedAt, RequestedBy) = (licence, licence.Id, licence.AgencyId, from, requestedAt, requestedBy);
        OpenKey = licence.Id;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long LicenceId { get; private set; }
    public Licence Licence { get; private set; } = null!;
    public long AgencyId { get; private set; }

    /// <summary>First day on which the agency wants to hold the licence no longer.</summary>
    public DateOnly From { get; private set; }

    public DateTime RequestedAt { get; private set; }
    public string RequestedBy { get; private set; } = null!;
    public SurrenderState State { get; private set; }
    public DateTime? ClosedAt { get; private set; }

    /// <summary>Public id of the fact by which it was accepted.</summary>
    public string? Fact { get; private set; }

    /// <summary>Unique while it is open: one request of a licence at a time.</summary>
    public long? OpenKey { get; private set; }

    public long Version { get; private set; }

    public void Withdraw(DateTime at) => (State, ClosedAt, OpenKey) = (SurrenderState.Withdrawn, at, null);

    public void Accept(LicenceFactRow fact, DateTime at) => (State, ClosedAt, OpenKey, Fact) = (SurrenderState.Accepted, at, null, fact.PublicId);

    public Problem? WhyNotOpen() => State == SurrenderState.Requested ? null : new Problem(ProblemCode.SurrenderClosed, $"It is {Json.Words.ConvertName(State.ToString())}.");

    internal sealed class Table : IEntityTypeConfiguration<SurrenderRequest>
    {
        public void Configure(EntityTypeBuilder<SurrenderRequest> builder)
        {
            builder.Property(s => s.Fact).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasIndex(s => s.OpenKey).IsUnique();
            builder.HasOne(s => s.Licence).WithMany().HasForeignKey(s => s.LicenceId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Agency>().WithMany().HasForeignKey(s => s.AgencyId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record SurrenderRequested(string LicenceId, DateOnly From);
public sealed record SurrenderWithdrawn(string LicenceId);
public sealed record SurrenderAcceptedByDecision(string LicenceId, DateOnly From);
public sealed record LicenceSurrendered(string Fact, DateOnly From);

/// <param name="Id">Public id.</param>
/// <param name="From">First day on which the agency wants to hold the licence no longer.</param>
/// <param name="OpenFindings">Cases about the agency that are not closed. They go on after a surrender; whoever accepts it knows of them.</param>
/// <param name="Fact">Id of the fact by which it was accepted.</param>
public sealed record SurrenderView(
    string Id, string LicenceId, DateOnly From, SurrenderState State, int OpenFindings, DateTime RequestedAt, string RequestedBy, DateTime? ClosedAt, string? Fact)
{
    /// <remarks>The licence must be loaded.</remarks>
    public static SurrenderView Of(SurrenderRequest s, int openFindings) => new(
        s.PublicId, s.Licence.PublicId, s.From, s.State, openFindings, s.RequestedAt, s.RequestedBy, s.ClosedAt, s.Fact);
}
