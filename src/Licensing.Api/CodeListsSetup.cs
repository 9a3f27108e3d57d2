using Licensing.Rules.Values;

namespace Licensing.Api;

public static class CodeListsSetup
{
    /// <summary>Countries, currencies, occupations and cost categories, from the files that ship with the law.</summary>
    public static IServiceCollection AddCodeLists(this IServiceCollection services) => services.AddSingleton(
        new CodeLists(file => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Codes", file))));
}
