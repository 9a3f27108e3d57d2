using Licensing.Api.Features.Deadlines;
using Licensing.Api.Features.Flags;
using Licensing.Api.Features.Licences;
using Licensing.Api.Features.Proposals;

namespace Licensing.Api.Features.Findings;

public static class FindingsSetup
{
    /// <summary>The due process of findings and of flags.</summary>
    public static IServiceCollection AddFindings(this IServiceCollection services) => services
        .AddScoped<NoticeGiving>()
        .AddScoped<AnswerUpload>()
        .AddScoped<AnswerSending>()
        .AddScoped<FindingPoints>()
        .AddScoped<FindingCourseReading>()
        .AddScoped<FindingDecisionApproval>()
        .AddScoped<IProposedChange>(provider => provider.GetRequiredService<FindingDecisionApproval>())
        .AddScoped<FlagConfirmationApproval>()
        .AddScoped<IProposedChange>(provider => provider.GetRequiredService<FlagConfirmationApproval>())
        .AddScoped<IAppealable, AppealableFindings>()
        .AddScoped<IAppealable, AppealableFlags>()
        .AddScoped<IDeadlineSource, CaseNoticeDeadlines>();
}
