using Licensing.Api.Features.Returns;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Licensing.Api.Database;

/// <summary>What holds for every table, so that both databases store and compare the same.</summary>
public static class StorageConventions
{
    /// <summary>Text that is not given a length. SQLite enforces none, so validators do.</summary>
    public const int DefaultTextLength = 200;

    /// <summary>Long text: nvarchar(max) on SQL Server.</summary>
    public const int Unlimited = 1_000_000;

    public static void Configure(ModelConfigurationBuilder conventions, bool sqlServer)
    {
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40).AreUnicode(false);
        conventions.Properties<string>().HaveMaxLength(DefaultTextLength);
        // Texts are equal when they are the same, as on SQLite. A server's default ignores case, and gives some scripts no weight.
        if (sqlServer)
            conventions.Properties<string>().UseCollation("Latin1_General_100_BIN2");
        // datetime2(3), and milliseconds on SQLite too: what was read back equals what was written.
        conventions.Properties<DateTime>().HaveConversion<UtcMilliseconds>().HavePrecision(3);
        conventions.Conventions.Replace<ForeignKeyIndexConvention>(services => new IndexOfReferences(services.GetRequiredService<ProviderConventionSetBuilderDependencies>()));
    }

    public static void Apply(ModelBuilder model, bool sqlServer)
    {
        foreach (var entity in model.Model.GetEntityTypes().Where(e => !e.IsOwned()).ToList())
        {
            // With the OUTPUT clause EF inserts two rows by MERGE; see DatabaseSetup.ConfigureSqlServer.
            if (sqlServer)
                entity.UseSqlOutputClause(false);
            if (entity.ClrType.IsAssignableTo(typeof(IVersioned)))
                model.Entity(entity.ClrType).Property<long>(nameof(IVersioned.Version)).IsConcurrencyToken();
            if (entity.ClrType.IsAssignableTo(typeof(IListed)))
            {
                model.Entity(entity.ClrType).Property<string>(nameof(IListed.PublicId)).HasMaxLength(PublicId.MaxLength).IsUnicode(false);
                model.Entity(entity.ClrType).HasIndex(nameof(IListed.PublicId)).IsUnique();
            }
        }
    }

    /// <summary>Nothing looks for the rows of a return by its key alone, and no return is deleted; every row would pay for the index.</summary>
    private sealed class IndexOfReferences(ProviderConventionSetBuilderDependencies dependencies) : ForeignKeyIndexConvention(dependencies)
    {
        protected override IConventionIndex? CreateIndex(IReadOnlyList<IConventionProperty> properties, bool unique, IConventionEntityTypeBuilder entityTypeBuilder) =>
            properties is [{ Name: nameof(IFiledInReturn.ReturnId) }] ? null : base.CreateIndex(properties, unique, entityTypeBuilder);
    }

    private sealed class UtcMilliseconds() : ValueConverter<DateTime, DateTime>(
        value => Truncate(value),
        stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc))
    {
        private static DateTime Truncate(DateTime value) =>
            new(value.Ticks - value.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
    }
}
