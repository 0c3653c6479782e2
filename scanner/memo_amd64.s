//go:build !purego

#include "textflag.h"

// What the bytes of an Outline keep of a digit: of the first whether it is
// zero, one or two, or more, of the second whether it is zero, of the others
// nothing. It is halved, rounded up.
DATA skimKeep<>+0(SB)/8, $0x0000000000000104
DATA skimKeep<>+8(SB)/8, $0
DATA skimKeep<>+16(SB)/8, $0
DATA skimKeep<>+24(SB)/8, $0
GLOBL skimKeep<>(SB), RODATA|NOPTR, $32

DATA skimDigit<>+0(SB)/8, $0x0930 // nine, and zero as it is written
GLOBL skimDigit<>(SB), RODATA|NOPTR, $8

// Both routines hold in R8 the cells, in DX the number of the one they are at, in
// R13 its place, of those from R10 to R11, in DI the pairs, in SI the text, in R12
// the sizes, in R15 where the open ones go and in R14 how many they are.
#define SKIM \
	MOVQ pairs+0(FP), DI \
	MOVQ open+8(FP), R15 \
	MOVQ text+16(FP), SI \
	MOVQ cells+24(FP), R8 \
	MOVQ places+40(FP), R10 \
	MOVQ columns+48(FP), R11 \
	MOVQ sizes+56(FP), R12 \
	LEAQ (R10)(R11*8), R11 \
	MOVQ R10, R13 \
	XORQ DX, DX \
	XORQ R14, R14 \
	VPBROADCASTB skimDigit<>+0(SB), Y15 \
	VPBROADCASTB skimDigit<>+1(SB), Y14 \
	VMOVDQU skimKeep<>(SB), Y13 \
	VPXOR Y12, Y12, Y12

// SKIMMED goes on to the next of the n cells or returns how many are open.
#define SKIMMED(n, found) \
	ADDQ $8, R13 \
	CMPQ R13, R11 \
	CMOVQEQ R10, R13 \
	INCQ DX \
	CMPQ DX, n \
	JLT cell \
	MOVQ R14, found \
	VZEROUPPER \
	RET

// func skimAVX2(pairs *[memoPairs][2]MemoKey, open *uint32, text *byte, cells *[2]uint32, n int, places *uint64, columns int, sizes *[OutlineSize + 2]skimSize) (found int)
TEXT ·skimAVX2(SB), NOSPLIT, $0-72
	SKIM

cell:
	MOVL (R8)(DX*8), AX
	MOVL 4(R8)(DX*8), BX
	SUBQ AX, BX
	MOVQ $24, R9
	CMPQ BX, R9
	CMOVQHI R9, BX // it is too long, or ends before it begins
	SHLQ $6, BX

	// The outline.
	VMOVDQU (SI)(AX*1), Y0
	VPAND (R12)(BX*1), Y0, Y0
	VPSUBB Y15, Y0, Y1
	VPMINUB Y14, Y1, Y2
	VPCMPEQB Y1, Y2, Y2     // digits
	VPMINUB Y13, Y1, Y1
	VPAVGB Y12, Y1, Y1
	VPADDB Y15, Y1, Y1
	VPBLENDVB Y2, Y1, Y0, Y0
	VPOR 32(R12)(BX*1), Y0, Y0
	VPBROADCASTQ (R13), Y3
	VPBLENDD $0xc0, Y3, Y0, Y0

	// Where it is remembered.
	VMOVQ X0, AX
	VPEXTRQ $1, X0, BX
	VEXTRACTI128 $1, Y0, X4
	VMOVQ X4, R9
	MOVQ (R13), CX
	SHLQ $40, CX
	XORQ CX, R9
	IMULQ ·memoMix+16(SB), R9
	ADDQ R9, BX
	IMULQ ·memoMix+0(SB), AX
	IMULQ ·memoMix+8(SB), BX
	ADDQ BX, AX
	SHRQ $50, AX
	SHLQ $6, AX
	VPCMPEQQ (DI)(AX*1), Y0, Y5
	VPCMPEQQ 32(DI)(AX*1), Y0, Y6
	VMOVMSKPD Y5, BX
	VMOVMSKPD Y6, R9

	// It is put down in any case, and counted if it is open.
	MOVL DX, (R15)(R14*4)
	XORQ AX, AX
	CMPL BX, $15
	SETNE AX
	CMPL R9, $15
	SETNE R9
	ANDL R9, AX
	MOVL (R8)(DX*8), R9
	CMPL R9, 4(R8)(DX*8)
	SETNE R9
	ANDL R9, AX
	ANDL $1, AX
	ADDQ AX, R14

	SKIMMED(n+32(FP), found+64(FP))

// skimMiss is 0 for bits of two keys, four each, of which all of one are set.
DATA skimMiss<>+0(SB)/8, $0x0101010101010101
DATA skimMiss<>+8(SB)/8, $0x0001010101010101
DATA skimMiss<>+16(SB)/8, $0x0101010101010101
DATA skimMiss<>+24(SB)/8, $0x0001010101010101
DATA skimMiss<>+32(SB)/8, $0x0101010101010101
DATA skimMiss<>+40(SB)/8, $0x0001010101010101
DATA skimMiss<>+48(SB)/8, $0x0101010101010101
DATA skimMiss<>+56(SB)/8, $0x0001010101010101
DATA skimMiss<>+64(SB)/8, $0x0101010101010101
DATA skimMiss<>+72(SB)/8, $0x0001010101010101
DATA skimMiss<>+80(SB)/8, $0x0101010101010101
DATA skimMiss<>+88(SB)/8, $0x0001010101010101
DATA skimMiss<>+96(SB)/8, $0x0101010101010101
DATA skimMiss<>+104(SB)/8, $0x0001010101010101
DATA skimMiss<>+112(SB)/8, $0x0101010101010101
DATA skimMiss<>+120(SB)/8, $0x0001010101010101
DATA skimMiss<>+128(SB)/8, $0x0101010101010101
DATA skimMiss<>+136(SB)/8, $0x0001010101010101
DATA skimMiss<>+144(SB)/8, $0x0101010101010101
DATA skimMiss<>+152(SB)/8, $0x0001010101010101
DATA skimMiss<>+160(SB)/8, $0x0101010101010101
DATA skimMiss<>+168(SB)/8, $0x0001010101010101
DATA skimMiss<>+176(SB)/8, $0x0101010101010101
DATA skimMiss<>+184(SB)/8, $0x0001010101010101
DATA skimMiss<>+192(SB)/8, $0x0101010101010101
DATA skimMiss<>+200(SB)/8, $0x0001010101010101
DATA skimMiss<>+208(SB)/8, $0x0101010101010101
DATA skimMiss<>+216(SB)/8, $0x0001010101010101
DATA skimMiss<>+224(SB)/8, $0x0101010101010101
DATA skimMiss<>+232(SB)/8, $0x0001010101010101
DATA skimMiss<>+240(SB)/8, $0x0000000000000000
DATA skimMiss<>+248(SB)/8, $0x0000000000000000
GLOBL skimMiss<>(SB), RODATA|NOPTR, $256

// func skimAVX512(pairs *[memoPairs][2]MemoKey, open *uint32, text *byte, cells *[2]uint32, n int, places *uint64, columns int, sizes *[OutlineSize + 2]skimSize) (found int)
TEXT ·skimAVX512(SB), NOSPLIT, $0-72
	SKIM
	MOVQ $-1, R9
	MOVQ $8, AX
	KMOVB AX, K4 // the last eight bytes of a key

cell:
	MOVL (R8)(DX*8), AX
	MOVL 4(R8)(DX*8), BX
	SUBQ AX, BX
	MOVL $24, CX
	CMPQ BX, CX
	CMOVQHI CX, BX // it is too long, or ends before it begins

	// The outline.
	BZHIQ BX, R9, CX
	KMOVD CX, K1
	SHLQ $6, BX
	VMOVDQU8.Z (SI)(AX*1), K1, Y0
	VPSUBB Y15, Y0, Y1
	VPCMPUB $2, Y14, Y1, K2 // digits
	VPMINUB Y13, Y1, Y1
	VPAVGB Y12, Y1, Y1
	VPADDB Y15, Y1, K2, Y0
	VPOR 32(R12)(BX*1), Y0, Y0
	VPBROADCASTQ (R13), K4, Y0

	// Where it is remembered.
	VEXTRACTI128 $1, Y0, X4
	VMOVQ X4, CX
	MOVQ (R13), AX
	SHLQ $40, AX
	XORQ AX, CX
	VMOVQ X0, AX
	VPEXTRQ $1, X0, BX
	IMULQ ·memoMix+16(SB), CX
	ADDQ CX, BX
	IMULQ ·memoMix+0(SB), AX
	IMULQ ·memoMix+8(SB), BX
	ADDQ BX, AX
	SHRQ $50, AX
	SHLQ $6, AX
	VINSERTI64X4 $1, Y0, Z0, Z0
	VPCMPEQQ (DI)(AX*1), Z0, K3
	KMOVB K3, BX

	// It is put down in any case, and counted if it is open.
	MOVL DX, (R15)(R14*4)
	LEAQ skimMiss<>(SB), CX
	MOVBLZX (CX)(BX*1), BX
	XORL AX, AX
	MOVL (R8)(DX*8), CX
	CMPL CX, 4(R8)(DX*8)
	SETNE AX
	ANDL BX, AX
	ADDQ AX, R14

	SKIMMED(n+32(FP), found+64(FP))
