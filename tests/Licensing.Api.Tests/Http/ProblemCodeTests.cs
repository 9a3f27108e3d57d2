using Licensing.Api.Http;

namespace Licensing.Api.Tests.Http;

public sealed class ProblemCodeTests
{
    [Fact]
    public void Codes_are_unique_and_each_says_what_to_do()
    {
        Assert.Equal(ProblemCode.All.Count, ProblemCode.All.Select(p => p.Code).Distinct().Count());
        Assert.All(ProblemCode.All, p =>
        {
            Assert.Matches("^[a-z0-9]+([.-][a-z0-9]+)*$", p.Code);
            Assert.InRange(p.Status, 400, 599);
            Assert.EndsWith(".", p.Title);
            Assert.EndsWith(".", p.WhatToDo);
        });
    }

    [Theory]
    [InlineData(404, "route.unknown")]
    [InlineData(418, "request.refused")]
    [InlineData(500, "internal")]
    public void A_bare_status_of_the_framework_has_a_code_too(int status, string code) => Assert.Equal(code, ProblemCode.ForStatus(status).Code);
}
