using System.Globalization;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeCaps;

/// <summary>A place in a YAML tree.</summary>
public sealed class YamlNode(object? value, string path, List<string> errors)
{
    public bool IsText => value is string;
    public bool IsList => value is IEnumerable<object?>;
    public bool Is(string text) => value is string s && s == text;
    public bool Has(string key) => value is IDictionary<object, object> map && map.ContainsKey(key);

    public void Error(string what) => errors.Add($"{path}: {what}.");

    public string Text()
    {
        if (value is string { Length: > 0 } text) return text;
        Error("a text is needed");
        return "";
    }

    public int Number()
    {
        if (int.TryParse(value as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Error("a whole number is needed");
        return 0;
    }

    public Rational Decimal()
    {
        if (Rational.TryParse(value as string, out var number) && number.Sign >= 0) return number;
        Error("a decimal number is needed");
        return Rational.Zero;
    }

    public T Word<T>() where T : struct, Enum
    {
        if (!Words.TryRead<T>(value as string, out var word)) Error($"must be one of {string.Join(", ", Words.All<T>())}");
        return word;
    }

    public PartialDate Date()
    {
        if (PartialDate.TryParse(Text(), out var date)) return date;
        Error("must be a day, month or year like 2015-07-06, 2015-07, 2015, or \"by\" and one of these");
        return PartialDate.Day(DateOnly.MinValue);
    }

    public Money Amount(CodeLists codes)
    {
        if (!Money.TryParse(Text(), codes, out var money) || money.AmountMinor < 0) Error("must be an amount like 10000.00 NPR, in the currency's own digits");
        return money;
    }

    public LegalSource Source()
    {
        var map = Map("citation", "address", "asOf", "grade", "note");
        var address = map.Text("address");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) map.Error("address", "must be a web address");
        var grade = map.Text("grade");
        if (grade is not ("P" or "P*" or "S")) map.Error("grade", "must be P, P* or S; what is not verified is not loaded");
        return new(map.Text("citation"), address, map.Get("asOf").Date(),
            grade switch { "P" => Grade.Statute, "P*" => Grade.Copy, _ => Grade.Secondary }, map.Find("note")?.Text());
    }

    public IReadOnlyList<YamlNode> List()
    {
        if (value is IEnumerable<object?> list && value is not string) return [.. list.Select((v, i) => new YamlNode(v, $"{path}[{i}]", errors))];
        Error("a list is needed");
        return [];
    }

    /// <summary>One text, or a list of texts.</summary>
    public IReadOnlyList<string> TextList() => IsText ? [Text()] : [.. List().Select(n => n.Text())];

    public IReadOnlyList<(string Key, YamlNode Value)> Entries()
    {
        if (value is IDictionary<object, object> map)
            return [.. map.Select(e => ($"{e.Key}", new YamlNode(e.Value, $"{path}.{e.Key}", errors)))];
        Error("a map is needed");
        return [];
    }

    public YamlMap Map(params string[] allowed)
    {
        var entries = Entries();
        foreach (var (key, node) in entries)
            if (!allowed.Contains(key)) node.Error($"is not a key of the grammar here; known are {string.Join(", ", allowed)}");
        return new(entries.GroupBy(e => e.Key).ToDictionary(e => e.Key, e => e.First().Value), path, errors);
    }
}

public sealed class YamlMap(IReadOnlyDictionary<string, YamlNode> entries, string path, List<string> errors)
{
    public string[] Keys => [.. entries.Keys];
    public void Error(string key, string what) => Get(key).Error(what);
    public YamlNode? Find(string key) => entries.GetValueOrDefault(key);
    public YamlNode Get(string key) => Find(key) ?? new(null, $"{path}.{key}", errors);
    public string Text(string key) => Get(key).Text();
    public int Number(string key) => Get(key).Number();
    public Rational Decimal(string key) => Get(key).Decimal();
    public T Word<T>(string key) where T : struct, Enum => Get(key).Word<T>();
}
