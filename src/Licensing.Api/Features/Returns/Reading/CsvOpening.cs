using System.Text;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>How a CSV file begins: its encoding, its separator, and the line <c>sep=;</c> that some spreadsheets write.</summary>
internal sealed class CsvOpening : IDisposable
{
    private const int LongestHeader = 65_536;
    private static readonly char[] Separators = [',', ';', '\t'];
    private readonly StreamReader _reader;
    private readonly char[] _head = new char[LongestHeader];
    private int _start, _end;

    private CsvOpening(Stream upload) =>
        // Bytes that are no text become U+FFFD, and a cell that has one is rejected where it stands.
        _reader = new StreamReader(upload, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: LongestHeader, leaveOpen: true);

    public char Separator { get; private set; }

    /// <summary>Why nothing of the file can be read; null where it can.</summary>
    public RejectedValue? Refusal { get; private set; }

    /// <summary>The text from the header on.</summary>
    public TextReader Text => new Continued(this);

    public static async Task<CsvOpening> ReadAsync(Stream upload, CancellationToken ct)
    {
        var opening = new CsvOpening(upload);
        int read;
        do
        {
            read = await opening._reader.ReadAsync(opening._head.AsMemory(opening._end), ct);
            opening._end += read;
        }
        while (read > 0 && opening._end < LongestHeader);
        opening.Look();
        return opening;
    }

    public void Dispose() => _reader.Dispose();

    private void Look()
    {
        var head = _head.AsSpan(0, _end);
        if (head.IsWhiteSpace())
            Refuse("file.empty", "The file is empty. Begin with the template.");
        else if (head.StartsWith("PK\u0003\u0004") || head.StartsWith("\uFFFD\uFFFD\u0011\uFFFD"))
            Refuse("file.is-workbook", "This is a workbook, not text. In the spreadsheet choose Save As, \"CSV UTF-8\", and send that file.");
        else if (FirstLine(head).Contains('\0'))
            Refuse("file.not-text", "The file has null characters: it is not UTF-8. Save it as \"CSV UTF-8\".");
        if (Refusal is not null)
            return;

        var first = FirstLine(head);
        if (first.Trim("\"").StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Trim("\"").Length <= 5)
        {
            _start = first.Length;
            if (_start < _end && head[_start++] == '\r' && _start < _end && head[_start] == '\n')
                _start++;
            first = FirstLine(head[_start..]);
        }

        // Only a quote that is not closed makes a header so long.
        if (_end == LongestHeader && first.Length == _end - _start)
        {
            Refuse("file.header-missing", $"The header does not end within {LongestHeader} characters. Look for a quote that is not closed.");
            return;
        }

        // The separator is the one that makes the most known names of the header.
        var header = first.ToString();
        var known = Separators.Select(s => (Separator: s, Names: CsvHeader.Split(header, s).Count(name => CsvHeader.Find(name) is not null))).MaxBy(k => k.Names);
        Separator = known.Separator;
        if (known.Names == 0)
            Refuse("file.header-missing", "The first line names no column that a return has. Begin the file with the header of the template.");
    }

    private void Refuse(string code, string mend) => Refusal = new RejectedValue(0, null, code, null, mend);

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] is '\r' or '\n')
                return text[..i];
        }

        return text;
    }

    /// <summary>What was looked at, and then the rest.</summary>
    private sealed class Continued(CsvOpening opening) : TextReader
    {
        public override int Read(Span<char> buffer) => Looked(buffer) is var count and > 0 ? count : opening._reader.Read(buffer);

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
            Looked(buffer.Span) is var count and > 0 ? new(count) : opening._reader.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

        private int Looked(Span<char> buffer)
        {
            var count = Math.Min(buffer.Length, opening._end - opening._start);
            opening._head.AsSpan(opening._start, count).CopyTo(buffer);
            opening._start += count;
            return count;
        }
    }
}
