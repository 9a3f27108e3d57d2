using System.Text;

namespace Licensing.Testing;

/// <summary>A good body with something wrong in it: a value that is another, or bytes that are.</summary>
public static class MutatedJson
{
    private static readonly string[] Pieces =
        ["null", "-1", "9223372036854775808", "1e999", "1.5", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "[]", "{}", "[null]", "true", "\"2024-02-31\"", "\"😀\"", "{\"a\":{}}", ",", "\"", "}"];

    public static byte[] Of(string good, Random random)
    {
        if (random.Next(4) == 0)
        {
            var bytes = Encoding.UTF8.GetBytes(good);
            for (var n = random.Next(1, 4); n > 0; n--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            return bytes;
        }

        // Replaces a value (what stands between a colon and the next comma or brace).
        var colons = Enumerable.Range(0, good.Length).Where(at => good[at] == ':').ToList();
        var from = colons[random.Next(colons.Count)] + 1;
        var to = good.IndexOfAny([',', '}', ']'], from);
        return Encoding.UTF8.GetBytes(good[..from] + Pieces[random.Next(Pieces.Length)] + good[to..]);
    }
}
