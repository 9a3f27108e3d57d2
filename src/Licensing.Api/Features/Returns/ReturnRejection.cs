using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Returns;

/// <summary>One reason why a placement of a return was not taken in.</summary>
public sealed class ReturnRejection : IListed
{
    public const string IdPrefix = "rj";
    public const int MaxValue = 200, MaxMend = 600;

    private ReturnRejection()
    {
    }

    /// <param name="value">As it was written; null where it is personal.</param>
    public ReturnRejection(long returnId, long row, string? column, string code, string? value, string mend)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (ReturnId, Row, Column, Code) = (returnId, row, Shortened(column, MaxValue), code);
        (Value, Mend) = (Shortened(value, MaxValue), Shortened(mend, MaxMend)!);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ReturnId { get; private set; }

    /// <summary>Of the upload; 1 is the first after the heading, 0 the file as a whole.</summary>
    public long Row { get; private set; }
    public string? Column { get; private set; }
    public string Code { get; private set; } = null!;
    public string? Value { get; private set; }
    public string Mend { get; private set; } = null!;

    private static string? Shortened(string? text, int most) => text is null || text.Length <= most ? text : text[..(most - 1)] + "…";

    internal sealed class Table : IEntityTypeConfiguration<ReturnRejection>
    {
        public void Configure(EntityTypeBuilder<ReturnRejection> builder)
        {
            builder.Property(r => r.Column).HasMaxLength(MaxValue);
            builder.Property(r => r.Code).HasMaxLength(80).IsUnicode(false);
            builder.Property(r => r.Value).HasMaxLength(MaxValue);
            builder.Property(r => r.Mend).HasMaxLength(MaxMend);
            builder.HasIndex(r => new { r.ReturnId, r.Row, r.Id });
            builder.HasOne<Return>().WithMany().HasForeignKey(r => r.ReturnId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What only the storing of a row can tell; the reader has codes of its own for what stands in it.</summary>
public static class RejectionCode
{
    public const string AlreadyFiled = "placement.already-filed";
    public const string TwiceInReturn = "placement.twice-in-return";
    public const string InAnotherReturn = "placement.in-another-return";
    public const string NothingToCorrect = "placement.nothing-to-correct";
    public const string NotLatestVersion = "version.not-latest";
    public const string OtherWorker = "worker.another-person";
}
