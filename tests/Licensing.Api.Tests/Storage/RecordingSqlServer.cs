using System.Collections;
using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Licensing.Api.Tests.Storage;

/// <summary>What the made-up rows say where "1", 1 and the year 2020 will not do.</summary>
/// <remarks>A column is named alone or with its table, <c>Proposals.State</c>; the one with its table goes first. A table whose key is said again,
/// <c>LicenceFacts.Id:2</c>, has a second row, of which <c>LicenceFacts.Kind:2</c> and the like are said; and so on.</remarks>
/// <param name="Null">Columns that are NULL.</param>
/// <param name="Empty">Tables whose queries find nothing.</param>
/// <param name="Texts">What text columns say.</param>
/// <param name="Bytes">What binary columns hold.</param>
/// <param name="Numbers">What columns of whole numbers hold.</param>
/// <param name="Days">What columns of days hold.</param>
public sealed record Scene(
    HashSet<string> Null, HashSet<string> Empty, Dictionary<string, string> Texts, Dictionary<string, byte[]> Bytes, Dictionary<string, long> Numbers, Dictionary<string, DateOnly> Days);

/// <summary>A connection that EF takes for one to SQL Server: it keeps every text sent, sends nothing, and answers each
/// query with one plausible row and each change with one row changed.</summary>
public sealed class RecordingSqlServer(ConcurrentQueue<string> sent, Scene scene) : DbConnection
{
    private ConnectionState _state = ConnectionState.Closed;

    [System.Diagnostics.CodeAnalysis.AllowNull]
    public override string ConnectionString { get; set; } = "Server=nowhere";

    public override string Database => "nowhere";
    public override string DataSource => "nowhere";
    public override string ServerVersion => "16.0";
    public override ConnectionState State => _state;

    public override void ChangeDatabase(string databaseName)
    {
    }

    public override void Close() => _state = ConnectionState.Closed;

    public override void Open() => _state = ConnectionState.Open;

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new Transaction(this, isolationLevel);

    protected override DbCommand CreateDbCommand() => new Command(sent, scene) { Connection = this };

    private sealed class Transaction(DbConnection connection, IsolationLevel level) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => level;

        protected override DbConnection DbConnection => connection;

        public override bool SupportsSavepoints => true;

        public override void Commit()
        {
        }

        public override void Rollback()
        {
        }

        public override void Save(string savepointName)
        {
        }

        public override void Release(string savepointName)
        {
        }

        public override void Rollback(string savepointName)
        {
        }
    }

    private sealed class Command(ConcurrentQueue<string> sent, Scene scene) : DbCommand
    {
        // EF's type mappings set properties that only SqlParameter has.
        private readonly SqlCommand _parameters = new();

        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }
        public override CommandType CommandType { get; set; } = CommandType.Text;
        public override bool DesignTimeVisible { get; set; }
        public override UpdateRowSource UpdatedRowSource { get; set; }
        protected override DbConnection? DbConnection { get; set; }
        protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;
        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override void Prepare()
        {
        }

        public override int ExecuteNonQuery()
        {
            sent.Enqueue(CommandText);
            return 1;
        }

        public override object ExecuteScalar()
        {
            sent.Enqueue(CommandText);
            return 1;
        }

        protected override DbParameter CreateDbParameter() => new SqlParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
        {
            sent.Enqueue(CommandText);
            var reading = TransactSql.Read(CommandText);
            // A batch of changes answers once for each: the new key, or how many rows.
            var changes = CommandText.Contains("INSERT INTO", StringComparison.Ordinal) || CommandText.Contains("UPDATE ", StringComparison.Ordinal);
            var rows = !changes && scene.Empty.Any(table => CommandText.Contains($"FROM [licensing].[{table}]", StringComparison.Ordinal)) ? 0 : 1;
            // Who asks for one gets no more.
            while (rows > 0 && !changes && !CommandText.StartsWith("SELECT TOP(1) ", StringComparison.Ordinal) && reading.Sources.FirstOrDefault()?.Any(source => scene.Numbers.ContainsKey($"{source}:{rows + 1}")) == true)
                rows++;
            return new OneRow(scene, reading.Selects.FirstOrDefault() ?? [], reading.Sources.FirstOrDefault() ?? [], rows, changes ? Math.Max(1, reading.Selects.Count + reading.Outputs) : 1, changes);
        }

        protected override void Dispose(bool disposing)
        {
            _parameters.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class OneRow(Scene scene, IReadOnlyList<string?> columns, IReadOnlyList<string?> sources, int rows, int results, bool changes) : DbDataReader
    {
        private static long _lastKey = 1000;
        private int _read;
        private int _result = 1;

        public override int Depth => 0;
        public override int FieldCount => Math.Max(columns.Count, 50);
        public override bool HasRows => rows > 0;
        public override bool IsClosed => false;
        public override int RecordsAffected => 1;
        public override object this[int ordinal] => GetValue(ordinal);
        public override object this[string name] => 1L;

        public override bool Read() => _read++ < rows;

        public override bool NextResult()
        {
            _read = 0;
            return _result++ < results;
        }

        // What a scene says of a column of one table goes before what it says of every column of that name.
        public override bool IsDBNull(int ordinal) => Source(ordinal) is { } source && (scene.Null.Contains(source) || scene.Texts.ContainsKey(source))
            ? scene.Null.Contains(source) : scene.Null.Contains(Column(ordinal));

        // Never true: a caller that asks "does it exist?" until it does not would ask for ever.
        public override bool GetBoolean(int ordinal) => false;
        public override byte GetByte(int ordinal) => 1;
        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;
        public override char GetChar(int ordinal) => 'x';
        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;
        public override string GetDataTypeName(int ordinal) => "nvarchar";
        // What expires has not.
        public override DateTime GetDateTime(int ordinal) => new(Column(ordinal) == "ExpiresAt" ? 2100 : 2020, 1, 1);
        public override decimal GetDecimal(int ordinal) => 1;
        public override double GetDouble(int ordinal) => 1;
        public override Type GetFieldType(int ordinal) => typeof(object);
        public override float GetFloat(int ordinal) => 1;
        public override Guid GetGuid(int ordinal) => Guid.Empty;
        public override short GetInt16(int ordinal) => 1;
        public override int GetInt32(int ordinal) => changes ? 1 : (int)Of(scene.Numbers, ordinal, 1);
        // What is read has the key and version 1; what is stored gets a key of its own.
        public override long GetInt64(int ordinal) => changes ? Interlocked.Increment(ref _lastKey) : Of(scene.Numbers, ordinal, 1);
        public override string GetName(int ordinal) => (ordinal < columns.Count ? columns[ordinal] : null) ?? $"c{ordinal}";
        public override int GetOrdinal(string name) => columns.ToList().IndexOf(name);
        public override string GetString(int ordinal) => Of(scene.Texts, ordinal, "1");
        public override object GetValue(int ordinal) => 1L;
        public override int GetValues(object[] values) => 0;

        public override T GetFieldValue<T>(int ordinal) => (T)(object)(typeof(T) switch
        {
            var t when t == typeof(DateOnly) => Of(scene.Days, ordinal, new DateOnly(2020, 1, 1)),
            var t when t == typeof(DateTime) => GetDateTime(ordinal),
            var t when t == typeof(byte[]) => Of(scene.Bytes, ordinal, []),
            var t when t == typeof(string) => GetString(ordinal),
            var t when t == typeof(int) => GetInt32(ordinal),
            var t when t == typeof(bool) => false,
            var t when t == typeof(decimal) => 1m,
            var t when t == typeof(double) => 1d,
            _ => (object)GetInt64(ordinal),
        });

        // A column of a subquery that has the name of another gets a digit behind it.
        private string Column(int ordinal) => (ordinal < columns.Count ? columns[ordinal] : null)?.TrimEnd('0', '1', '2', '3', '4', '5') ?? "";

        private string? Source(int ordinal) => ordinal < sources.Count ? sources[ordinal] : null;

        private T Of<T>(Dictionary<string, T> said, int ordinal, T otherwise) =>
            _read > 1 && said.TryGetValue($"{Source(ordinal)}:{_read}", out var further) ? further
            : Source(ordinal) is { } source && said.TryGetValue(source, out var there) ? there : said.GetValueOrDefault(Column(ordinal), otherwise);

        public override IEnumerator GetEnumerator() => throw new NotSupportedException();
    }
}
