using System.Text.Json;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Settings;

/// <summary>A value of the ministry's own, made by two people; it never changes. A later one that begins on the same day or later takes its place.</summary>
public sealed class MinistrySetting : IRegulated, IListed
{
    public const string IdPrefix = "st";
    public const int MaxNameLength = 40;

    private MinistrySetting()
    {
    }

    public MinistrySetting(SettingChange change, string proposedBy, DateTime proposedAt, string approvedBy, DateTime approvedAt, string reason)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Name, From, ValueJson, Reason) = (change.Name, change.From, change.Value.GetRawText(), Text.Normalise(reason));
        (ProposedBy, ProposedAt, ApprovedBy, ApprovedAt) = (proposedBy, proposedAt, approvedBy, approvedAt);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>One of <see cref="SettingNames"/>.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>First day, inclusive; holds until the next.</summary>
    public DateOnly From { get; private set; }

    public string ValueJson { get; private set; } = null!;

    /// <summary>Why, in the words of who proposed it.</summary>
    public string Reason { get; private set; } = null!;

    public string ProposedBy { get; private set; } = null!;
    public DateTime ProposedAt { get; private set; }
    public string ApprovedBy { get; private set; } = null!;
    public DateTime ApprovedAt { get; private set; }

    public JsonElement Value()
    {
        using var json = JsonDocument.Parse(ValueJson);
        return json.RootElement.Clone();
    }

    internal sealed class Table : IEntityTypeConfiguration<MinistrySetting>
    {
        public void Configure(EntityTypeBuilder<MinistrySetting> builder)
        {
            builder.ToTable("MinistrySettings");
            builder.Property(s => s.Name).HasMaxLength(MaxNameLength).IsUnicode(false);
            builder.Property(s => s.ValueJson).HasMaxLength(2000);
            builder.Property(s => s.Reason).HasMaxLength(2000);
            builder.HasIndex(s => new { s.Name, s.From });
        }
    }
}

/// <summary>The exact setting that two people decide on.</summary>
public sealed record SettingChange(string Name, DateOnly From, JsonElement Value);

public sealed record SettingSet(string Name, DateOnly From, string Value);
