using Licensing.Api.Database;
using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Register;

/// <summary>What a ministry may publish beside the licence itself.</summary>
public enum Published
{
    /// <summary>How many workers the agency placed, by destination.</summary>
    Placements,
}

/// <summary>Settings of the public register (Register:…).</summary>
public sealed class RegisterOptions
{
    public const string AddressSetting = "Register:PublicAddress";

    /// <summary>Where the public reaches this service, for example https://register.example. It stands in certificates, credentials and
    /// receipts, and is never taken from a request: whoever asks could then name a host of his own. Null: none of them is given out.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>How long a credential may be believed without asking again.</summary>
    public int CredentialMinutes { get; set; } = 15;

    /// <summary>After how many days another key signs.</summary>
    public int KeyDays { get; set; } = 365;

    /// <summary>How many receipts one address may ask for.</summary>
    public int ChecksPerAddressPerMinute { get; set; } = 60;

    /// <summary>Nothing, unless the ministry says so.</summary>
    public IReadOnlyList<Published> Publishes { get; set; } = [];

    /// <exception cref="StartRefusedException">A setting cannot be used.</exception>
    public static RegisterOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var options = new RegisterOptions();
        var section = configuration.GetSection("Register");
        options.CredentialMinutes = section.GetValue("CredentialMinutes", options.CredentialMinutes);
        options.KeyDays = section.GetValue("KeyDays", options.KeyDays);
        options.ChecksPerAddressPerMinute = section.GetValue("ChecksPerAddressPerMinute", options.ChecksPerAddressPerMinute);
        options.Publishes = [.. (section.GetSection("Publishes").Get<string[]>() ?? []).Select(word => Enum.GetValues<Published>().Cast<Published?>().SingleOrDefault(p => Http.Json.Words.ConvertName(p.ToString()!) == word)
            ?? throw new StartRefusedException($"Register:Publishes names '{word}'. There is {string.Join(", ", Enum.GetValues<Published>().Select(p => Http.Json.Words.ConvertName(p.ToString())))}."))];
        if (section["PublicAddress"] is { Length: > 0 } address)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.PathAndQuery != "/" || (uri.Scheme != Uri.UriSchemeHttps && !environment.IsDevelopment()))
                throw new StartRefusedException($"{AddressSetting} is '{address}'. Write a scheme and a host, as https://register.example.");
            options.PublicAddress = uri.GetLeftPart(UriPartial.Authority);
        }

        if (options.CredentialMinutes is < 1 or > 1440 || options.KeyDays < 1 || options.ChecksPerAddressPerMinute < 1)
            throw new StartRefusedException("Register:CredentialMinutes must be 1 to 1440, and Register:KeyDays and Register:ChecksPerAddressPerMinute at least 1.");
        return options;
    }
}

public static class RegisterSetup
{
    public const string RotateCommand = "rotate-register-key";

    public static IServiceCollection AddRegister(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) =>
        services.AddSingleton(RegisterOptions.Read(configuration, environment)).AddSingleton<CheckLimit>().AddScoped<RegisterSignature>().AddScoped<RegisterReading>().AddScoped<ReceiptWriting>();

    /// <summary>Makes the first key that signs the register, where there is none.</summary>
    public static async Task OpenRegisterAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<LicensingDb>().RegisterKeys.AnyAsync(k => k.SealedPrivateKey != null))
            return;
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System("register"));
        await scope.ServiceProvider.GetRequiredService<RegisterSignature>().RotateAsync(revokeOld: false, app.Lifetime.ApplicationStopping);
    }

    /// <summary>The command: another key signs.</summary>
    public static async Task<string> RotateRegisterKeyAsync(this WebApplication app, bool revokeOld)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System(RotateCommand));
        await scope.ServiceProvider.GetRequiredService<RegisterSignature>().RotateAsync(revokeOld, CancellationToken.None);
        return revokeOld
            ? "A new key signs the register. What earlier keys signed is not to be believed; a receipt that is asked for again is signed anew."
            : "A new key signs the register. What the old one signed can still be checked.";
    }
}
