import type { Metadata } from "next";
import { AccountPage } from "@/ui/account-page";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignIn({ searchParams }: { readonly searchParams: Promise<{ error?: string }> }) {
    return <AccountPage mode="sign-in" error={(await searchParams).error} />;
}
