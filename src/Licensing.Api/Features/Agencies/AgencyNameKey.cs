using Licensing.Rules.Names;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Agencies;

/// <summary>What a name is found by when it is written otherwise. Stored with the fact that states the name; a withdrawn fact keeps its
/// keys, so whoever searches leaves out the withdrawn.</summary>
public sealed class AgencyNameKey
{
    private const int MaxLength = 80;

    private AgencyNameKey()
    {
    }

    private AgencyNameKey(string key) => Key = key;

    public long FactId { get; private set; }

    /// <summary>A letter for the kind, a space, the text: of another kind the same text is another key.</summary>
    public string Key { get; private set; } = null!;

    internal static List<AgencyNameKey> Of(string name) =>
        [.. NameKeys.Of(name).ToKeys().Select(TextOf).Distinct(StringComparer.Ordinal).Select(key => new AgencyNameKey(key))];

    public static string TextOf(NameKey key)
    {
        // In letters of its own, so that inserting a kind does not change what is stored.
        var kind = key.Kind switch
        {
            NameKeyKind.Word => 'w',
            NameKeyKind.Sound => 's',
            NameKeyKind.Skeleton => 'k',
            NameKeyKind.Trigram => 't',
            NameKeyKind.Han => 'h',
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
        return key.Text.Length <= MaxLength - 2 ? $"{kind} {key.Text}" : $"{kind} {key.Text[..(MaxLength - 2)]}";
    }

    internal sealed class Table : IEntityTypeConfiguration<AgencyNameKey>
    {
        public void Configure(EntityTypeBuilder<AgencyNameKey> builder)
        {
            builder.ToTable("AgencyNameKeys");
            builder.Property(k => k.Key).HasMaxLength(MaxLength);
            // The key first: the names that have it lie side by side.
            builder.HasKey(k => new { k.Key, k.FactId });
        }
    }
}
