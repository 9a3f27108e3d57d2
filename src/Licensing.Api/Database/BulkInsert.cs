using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Licensing.Api.Database;

/// <summary>Inserts many new entities of one kind at once, past the change tracker: prepared statements on SQLite, SqlBulkCopy on SQL
/// Server. The columns and their conversion are those of the model.</summary>
/// <remarks>It takes part in the context's transaction and needs one. It knows nothing of the audit: whoever calls it records an event
/// with the digest of what was written (docs/audit.md).</remarks>
public sealed class BulkInsert(LicensingDb db)
{
    // SQL Server takes 2,100 parameters.
    private const int KeysAtOnce = 1000;
    private static readonly ConcurrentDictionary<(IModel, Type), Table> Tables = new();

    /// <summary>Inserts the rows in this order and gives each the key that it got, so that rows that refer to it can follow. Keys
    /// of other rows are taken from the navigations that are set.</summary>
    /// <exception cref="DbException">As from any insert; <see cref="StorageFailure"/> reads it.</exception>
    public async Task InsertAsync<T>(IReadOnlyList<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
            return;
        var table = TableOf(typeof(T));
        var transaction = (db.Database.CurrentTransaction ?? throw new InvalidOperationException("Rows are inserted in bulk within a transaction.")).GetDbTransaction();
        if (db.Database.GetDbConnection() is SqlConnection sqlServer)
        {
            using var copy = new SqlBulkCopy(sqlServer, SqlBulkCopyOptions.CheckConstraints, (SqlTransaction)transaction) { DestinationTableName = table.Name, BatchSize = 0 };
            foreach (var column in table.Columns)
                copy.ColumnMappings.Add(column.Name, column.Name);
            await using var reader = table.Read(rows);
            await copy.WriteToServerAsync(reader, ct);
        }
        else
        {
            await InsertEachAsync(table, rows, transaction, ct);
        }

        if (table.Key is not null && db.Database.IsSqlServer())
            await ReadKeysAsync(table, rows, transaction, ct);
    }

    /// <summary>How rows of this kind are written.</summary>
    public Table TableOf(Type type) => Tables.GetOrAdd((db.Model, type), static entry => new Table(entry.Item1.FindEntityType(entry.Item2)!));

    private async Task InsertEachAsync<T>(Table table, IReadOnlyList<T> rows, DbTransaction transaction, CancellationToken ct)
        where T : class
    {
        await using var insert = db.Database.GetDbConnection().CreateCommand();
        insert.Transaction = transaction;
        var sql = db.GetService<ISqlGenerationHelper>();
        var returning = table.Key is not null && db.Database.IsSqlite() ? $" RETURNING {sql.DelimitIdentifier(table.Key.Name)}" : "";
        insert.CommandText = $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(c => sql.DelimitIdentifier(c.Name)))}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))}){returning}";
        for (var i = 0; i < table.Columns.Count; i++)
            insert.Parameters.Add(table.Columns[i].Mapping.CreateParameter(insert, $"@p{i}", value: null, nullable: true));
        await insert.PrepareAsync(ct);
        foreach (var row in rows)
        {
            for (var i = 0; i < table.Columns.Count; i++)
                insert.Parameters[i].Value = table.Columns[i].Read(row) ?? DBNull.Value;
            if (returning.Length > 0)
                table.Key!.Set(row, (long)(await insert.ExecuteScalarAsync(ct))!);
            else
                await insert.ExecuteNonQueryAsync(ct);
        }
    }

    // A server gives its keys in no promised order, so each row is found again by its public id.
    private async Task ReadKeysAsync<T>(Table table, IReadOnlyList<T> rows, DbTransaction transaction, CancellationToken ct)
        where T : class
    {
        var key = table.Key!;
        if (key.PublicId is null)
            return;
        var sql = db.GetService<ISqlGenerationHelper>();
        foreach (var some in rows.Chunk(KeysAtOnce))
        {
            await using var select = db.Database.GetDbConnection().CreateCommand();
            select.Transaction = transaction;
            select.CommandText = $"SELECT {sql.DelimitIdentifier(key.Name)}, {sql.DelimitIdentifier(key.PublicId.Name)} FROM {table.Name} WHERE {sql.DelimitIdentifier(key.PublicId.Name)} IN ({string.Join(", ", some.Select((_, i) => $"@p{i}"))})";
            for (var i = 0; i < some.Length; i++)
                select.Parameters.Add(key.PublicId.Mapping.CreateParameter(select, $"@p{i}", key.PublicId.Read(some[i]), nullable: false));
            var found = new Dictionary<string, long>(some.Length);
            await using (var reader = await select.ExecuteReaderAsync(ct))
            {
                while (await reader.ReadAsync(ct))
                    found[reader.GetString(1)] = reader.GetInt64(0);
            }

            foreach (var row in some)
                key.Set(row, found[(string)key.PublicId.Read(row)!]);
        }
    }

    /// <summary>A table as bulk inserts see it.</summary>
    public sealed class Table
    {
        internal Table(IEntityType entity)
        {
            var store = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
            Name = store.Schema is null ? $"\"{store.Name}\"" : $"[{store.Schema}].[{store.Name}]";
            var key = entity.FindPrimaryKey()!.Properties is [var single] && single.ValueGenerated == ValueGenerated.OnAdd ? single : null;
            Columns = [.. entity.GetProperties().Where(p => p != key).Select(p => new Column(entity, p, store))];
            if (key is not null)
                Key = new KeyColumn(key, key.GetColumnName(store)!, Columns.FirstOrDefault(c => c.Property.Name == "PublicId"));
        }

        public string Name { get; }

        public IReadOnlyList<Column> Columns { get; }

        /// <summary>Given by the database; null where the row brings its key.</summary>
        public KeyColumn? Key { get; }

        /// <summary>The rows as SqlBulkCopy reads them.</summary>
        public DbDataReader Read(IReadOnlyList<object> rows) => new RowReader(this, rows);
    }

    public sealed class Column
    {
        private readonly Func<object, object?> _read;

        internal Column(IEntityType entity, IProperty property, StoreObjectIdentifier store)
        {
            Property = property;
            Name = property.GetColumnName(store)!;
            Mapping = property.GetRelationalTypeMapping();
            var own = Getter(property);
            // A row that was inserted just before is referred to by the object; its key was not known when that was set.
            var reference = entity.FindForeignKeys(property).FirstOrDefault(f => f is { DependentToPrincipal: not null, Properties: [_] });
            var principal = reference is null ? null : reference.DependentToPrincipal!.GetGetter();
            var principalKey = reference is null ? null : Getter(reference.PrincipalKey.Properties[0]);
            var first = entity.ClrType.IsAssignableTo(typeof(IVersioned)) && property.Name == nameof(IVersioned.Version);
            _read = row => first ? 1L : principal?.GetClrValueUsingContainingEntity(row) is { } parent ? principalKey!(parent) : own(row);
        }

        public IProperty Property { get; }
        public string Name { get; }
        public RelationalTypeMapping Mapping { get; }

        /// <summary>As the database keeps it; null for NULL.</summary>
        public object? Read(object row)
        {
            var value = _read(row);
            return value is null || Mapping.Converter is null ? value : Mapping.Converter.ConvertToProvider(value);
        }

        private static Func<object, object?> Getter(IProperty property)
        {
            var getter = property.GetGetter();
            return row => getter.GetClrValueUsingContainingEntity(row);
        }
    }

    public sealed class KeyColumn(IProperty property, string name, Column? publicId)
    {
        public string Name => name;
        public Column? PublicId => publicId;

        public void Set(object row, long key) => property.PropertyInfo!.SetValue(row, key);
    }

    private sealed class RowReader(Table table, IReadOnlyList<object> rows) : DbDataReader
    {
        private int _at = -1;

        public override int FieldCount => table.Columns.Count;
        public override int Depth => 0;
        public override bool HasRows => rows.Count > 0;
        public override bool IsClosed => false;
        public override int RecordsAffected => -1;
        public override object this[int ordinal] => GetValue(ordinal);
        public override object this[string name] => GetValue(GetOrdinal(name));

        public override bool Read() => ++_at < rows.Count;
        public override bool NextResult() => false;
        public override string GetName(int ordinal) => table.Columns[ordinal].Name;
        public override int GetOrdinal(string name) => table.Columns.Select(c => c.Name).ToList().IndexOf(name);
        public override object GetValue(int ordinal) => table.Columns[ordinal].Read(rows[_at]) switch
        {
            null => DBNull.Value,
            // SqlBulkCopy knows no DateOnly.
            DateOnly day => day.ToDateTime(TimeOnly.MinValue),
            var value => value,
        };

        public override int GetValues(object[] values)
        {
            for (var i = 0; i < FieldCount; i++)
                values[i] = GetValue(i);
            return FieldCount;
        }

        public override bool IsDBNull(int ordinal) => GetValue(ordinal) is DBNull;
        public override Type GetFieldType(int ordinal) => table.Columns[ordinal].Mapping.Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(table.Columns[ordinal].Property.ClrType) ?? table.Columns[ordinal].Property.ClrType;
        public override string GetDataTypeName(int ordinal) => table.Columns[ordinal].Mapping.StoreType;
        public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);
        public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);
        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();
        public override char GetChar(int ordinal) => (char)GetValue(ordinal);
        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw new NotSupportedException();
        public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);
        public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);
        public override double GetDouble(int ordinal) => (double)GetValue(ordinal);
        public override float GetFloat(int ordinal) => (float)GetValue(ordinal);
        public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);
        public override short GetInt16(int ordinal) => (short)GetValue(ordinal);
        public override int GetInt32(int ordinal) => (int)GetValue(ordinal);
        public override long GetInt64(int ordinal) => (long)GetValue(ordinal);
        public override string GetString(int ordinal) => (string)GetValue(ordinal);
        public override System.Collections.IEnumerator GetEnumerator() => throw new NotSupportedException();
    }
}
