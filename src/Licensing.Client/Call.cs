using System.Collections;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Licensing.Client;

/// <summary>When a call may be sent again.</summary>
internal enum Repeat
{
    /// <summary>Never: nobody knows whether a lost one was done.</summary>
    Never,

    /// <summary>Where the service said that it did not do it. Sent again after a lost answer, If-Match would refuse what was done.</summary>
    WhenRefused,

    /// <summary>Always, because each attempt carries the same key, and the service does it once.</summary>
    WithKey,

    /// <summary>Always: it changes nothing, or the service knows it by what it says.</summary>
    Always,
}

/// <summary>One call, from which each attempt makes a request of its own.</summary>
internal sealed class Call(string method, string path, Repeat repeat)
{
    private readonly StringBuilder _query = new();
    private readonly List<(string Name, string Value)> _headers = [];
    private string? _accept;
    private object? _body;
    private long? _start;
    private bool _begun;

    public Repeat Repeat => repeat;

    public bool IsUpload => _body is Upload;

    /// <summary>False once a stream that cannot be rewound was begun.</summary>
    public bool CanBeSent => !_begun || _start is not null;

    /// <exception cref="ArgumentException">An id that is empty or dots would be another address.</exception>
    public static string Segment(object value) => Text(value) is { } text && text.Trim('.').Length > 0
        ? Uri.EscapeDataString(text)
        : throw new ArgumentException($"\"{value}\" is no id.", nameof(value));

    public Call Query(string name, object? value)
    {
        if (value is IEnumerable values and not string)
        {
            foreach (var one in values)
                Query(name, one);
        }
        else if (value is not null)
        {
            _query.Append(_query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(Text(value)));
        }

        return this;
    }

    public Call Header(string name, object? value)
    {
        // An empty ETag is that of a thing without versions.
        if (value is not null and not "")
            _headers.Add((name, Text(value)));
        return this;
    }

    /// <summary>The caller's key, or one made now: the same on each attempt.</summary>
    public Call Key(string? key) => Header("Idempotency-Key", key ?? Guid.NewGuid().ToString());

    public Call Body(object body)
    {
        _body = body;
        if (body is Upload { Content: { CanSeek: true } content })
            _start = content.Position;
        return this;
    }

    public Call Accept(string types)
    {
        _accept = types;
        return this;
    }

    public HttpRequestMessage ToRequest(Uri root)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(root, path + _query));
        if (_accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", $"{_accept}, application/problem+json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Licensing.Client", typeof(Call).Assembly.GetName().Version?.ToString(3)));
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (_body is Upload upload)
        {
            request.Content = new UploadContent(upload, _start, () => _begun = true);
            // Who has to sign in again, or wait, hears it before the file is on its way.
            request.Headers.ExpectContinue = true;
        }
        else if (_body is not null)
        {
            request.Content = JsonContent.Create(_body, _body.GetType(), options: Json.Options);
        }

        return request;
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
